package dev.dbsync.agent.bench.ground;

import dev.dbsync.agent.testing.DatabaseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an agent is configured with. It listens on a loopback port and a Unix socket of its own.
 *
 * @param folder where its configuration, state and socket go; new and empty
 * @param agentKeys further lines of its section {@code [agent]}; may be empty
 */
public record AgentSettings(Path folder, int port, List<ConfiguredDatabase> databases, String agentKeys) {
    public AgentSettings {
        databases = List.copyOf(databases);
    }

    /** With the defaults, in a new folder within {@code parent}. */
    public static AgentSettings in(Path parent, List<ConfiguredDatabase> databases) throws IOException {
        return in(parent, databases, "");
    }

    /** With further lines of the section {@code [agent]}, in a new folder within {@code parent}. */
    public static AgentSettings in(Path parent, List<ConfiguredDatabase> databases, String agentKeys)
            throws IOException {
        AgentSettings settings = new AgentSettings(
                Files.createTempDirectory(parent, "agent-"), DatabaseServer.freePort(), databases, agentKeys);
        Files.writeString(
                settings.tokens(),
                "bench operator sha256:aa160481e7170d4a238102bd061a3d4ebaf000aa567348cfae2092a5b1e81ae3\n");
        Files.writeString(settings.file(), settings.text());
        return settings;
    }

    /** Its configuration file. */
    public Path file() {
        return folder.resolve("dbsync.conf");
    }

    public Path socket() {
        return folder.resolve("agent.sock");
    }

    private Path tokens() {
        return folder.resolve("tokens");
    }

    Path log() {
        return folder.resolve("agent.log");
    }

    private String text() {
        return """
                [agent]
                name = bench
                state_dir = %s
                %s
                [listen]
                unix = %s
                http = 127.0.0.1:%d
                [auth]
                tokens = %s
                %s"""
                .formatted(
                        folder.resolve("state"),
                        agentKeys,
                        socket(),
                        port,
                        tokens(),
                        databases.stream().map(ConfiguredDatabase::text).collect(Collectors.joining()));
    }
}
