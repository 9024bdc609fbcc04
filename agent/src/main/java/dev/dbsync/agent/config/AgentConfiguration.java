package dev.dbsync.agent.config;

import dev.dbsync.agent.logging.LogSettings;
import dev.dbsync.agent.server.AccessSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

    /** The files that the configuration names, and folders of such. */
    public List<Path> files() {
        Stream<@Nullable Path> own = Stream.of(access.tokens(), access.certificates(), catalogs);
        Stream<Path> tls = Stream.ofNullable(access.tls()).flatMap(settings -> settings.files().stream());
        Stream<Path> nova = databases.stream().flatMap(database -> database.connection().files().stream());
        return Stream.of(own, tls, nova)
                .flatMap(files -> files)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** What to say where databases are embedded ones, for trying things out, and so none of Nova's; empty where none is. */
    public Optional<String> trialWarning() {
        List<String> trials = databases.stream()
                .filter(database -> database.address().isEmbedded())
                .map(ConfiguredDatabase::name)
                .toList();
        return Optional.of(String.join(" and ", trials))
                .filter(names -> !names.isEmpty())
                .map(names -> names
                        + (trials.size() == 1 ? " is an embedded trial database" : " are embedded trial databases")
                        + ", not Nova's; write in dbsync.conf, or name with --config, where Nova's are");
    }

    /** These settings as far as an agent that was started with others takes them while it runs. */
    public AgentConfiguration takenBy(AgentConfiguration started) {
        return new AgentConfiguration(
                started.agentName,
                started.stateDirectory,
                catalogs,
                started.unixSocket,
                started.http,
                started.parallel,
                access,
                started.log,
                databases);
    }

    /** The keys of these settings, as {@code [section] key}, that an agent that was started with others takes with a restart. */
    public List<String> waitingForRestart(AgentConfiguration started) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("[agent] name", agentName.equals(started.agentName));
        same.put("[agent] state_dir", stateDirectory.equals(started.stateDirectory));
        same.put("[agent] parallel", parallel == started.parallel);
        same.put("[agent] log_level", log.level() == started.log.level());
        same.put("[agent] log_format", log.format() == started.log.format());
        same.put("[listen] unix", Objects.equals(unixSocket, started.unixSocket));
        same.put("[listen] unix_group", Objects.equals(access.unixGroup(), started.access.unixGroup()));
        same.put("[listen] http", Objects.equals(http, started.http));
        same.put("[listen] https", Objects.equals(https(), started.https()));
        same.values().removeIf(unchanged -> unchanged);
        return List.copyOf(same.keySet());
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
