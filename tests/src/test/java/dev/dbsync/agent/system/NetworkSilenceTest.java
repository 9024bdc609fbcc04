package dev.dbsync.agent.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.testing.Credentials;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.SpawnedAgent;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nothing goes out but to the configured databases. The kernel is asked, so that no library can hide what it does. */
@ExtendWith(SharedServers.class)
class NetworkSilenceTest {
    private static final Path TRACER = Path.of("/usr/bin/strace");
    private static final Pattern OUTWARD =
            Pattern.compile("(connect|sendto|sendmsg|sendmmsg)\\(.*sa_family=AF_INET6?.*");

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void tracerIsInstalled() {
        assertThat(TRACER).as("apt-get install strace").isExecutable();
    }

    @Test
    void speaksToNobodyAboutAnEmbeddedDatabase() throws Exception {
        SpawnedAgent agent = new SpawnedAgent(
                folder, Map.of("nova/api", new Credentials("jdbc:h2:file:" + folder.resolve("nova_api"), "", "")));

        assertThat(connections(agent, "sync")).isEmpty();
        assertThat(connections(agent, "status")).isEmpty();
    }

    @Test
    void speaksToTheConfiguredDatabaseOnly() throws Exception {
        try (TestDatabase database = SharedServers.postgres().createDatabase()) {
            SpawnedAgent agent = new SpawnedAgent(folder, Map.of("nova/api", database.credentials()));

            assertThat(connections(agent, "sync"))
                    .isNotEmpty()
                    .allMatch(call -> call.contains("127.0.0.1")
                            && call.contains("htons(" + database.server().port() + ")"));
        }
    }

    private List<String> connections(SpawnedAgent agent, String command) throws Exception {
        Path trace = Files.createTempFile(folder, "trace", ".txt");
        agent.run(0, List.of(TRACER.toString(), "-f", "-e", "trace=network", "-o", trace.toString()), command);
        return Files.readAllLines(trace).stream()
                .filter(line -> OUTWARD.matcher(line).find())
                .toList();
    }
}
