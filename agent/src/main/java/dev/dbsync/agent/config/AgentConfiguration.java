package dev.dbsync.agent.config;

import dev.dbsync.agent.logging.LogSettings;
import dev.dbsync.agent.server.AccessSettings;
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
 * @param parallel how many databases a request may be at work on at once; 1 or more
 * @param access who is let in, and where other hosts may call
 * @param log how the agent logs while it serves
 * @param databases in the order of the file
 */
public record AgentConfiguration(
        String agentName,
        Path stateDirectory,
        @Nullable Path catalogs,
        @Nullable Path unixSocket,
        @Nullable InetSocketAddress http,
        int parallel,
        AccessSettings access,
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
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel is " + parallel + ", not 1 or more");
        }
        requireLoopback(http);
        requireDistinctNames(databases);
    }

    /** Where to listen for other hosts, or null not to. */
    public @Nullable InetSocketAddress https() {
        return access.https();
    }

    /** The file of tokens, or null for none. */
    public @Nullable Path tokens() {
        return access.tokens();
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
