package dev.dbsync.agent.config;

import dev.dbsync.agent.logging.LogSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the agent was told.
 *
 * @param agentName how this agent calls itself in locks and answers
 * @param stateDirectory absolute
 * @param catalogs a folder of further catalogues, or null
 * @param unixSocket where to listen, or null not to
 * @param http where to listen, on loopback only, or null not to
 * @param log how the agent logs while it serves
 * @param databases in the order of the file
 */
public record AgentConfiguration(
        String agentName,
        Path stateDirectory,
        @Nullable Path catalogs,
        @Nullable Path unixSocket,
        @Nullable InetSocketAddress http,
        LogSettings log,
        List<ConfiguredDatabase> databases) {

    public AgentConfiguration {
        databases = List.copyOf(databases);
        if (agentName.isBlank()) {
            throw new IllegalArgumentException("agentName is blank");
        }
        if (!stateDirectory.isAbsolute()) {
            throw new IllegalArgumentException("stateDirectory is " + stateDirectory + ", not an absolute path");
        }
        requireLoopback(http);
        requireDistinctNames(databases);
    }

    private static void requireLoopback(@Nullable InetSocketAddress http) {
        if (http != null && (http.isUnresolved() || !http.getAddress().isLoopbackAddress())) {
            throw new IllegalArgumentException("http is " + http + ", not a loopback address");
        }
    }

    private static void requireDistinctNames(List<ConfiguredDatabase> databases) {
        Set<String> names = new HashSet<>();
        for (ConfiguredDatabase database : databases) {
            if (!names.add(database.name())) {
                throw new IllegalArgumentException("databases holds " + database.name() + " twice");
            }
        }
    }
}
