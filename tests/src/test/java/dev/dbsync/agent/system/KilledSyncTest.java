package dev.dbsync.agent.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sync that is killed outright, and the next one, which has to finish what it left. */
@ExtendWith(SharedServers.class)
class KilledSyncTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL,1",
        "POSTGRESQL,40",
        "POSTGRESQL,230",
        "MARIADB,1",
        "MARIADB,60",
        "MARIADB,120",
        "MARIADB,230",
        "MARIADB,290"
    })
    void isFinishedByTheNextOne(Engine engine, int statements) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase database = server.createDatabase()) {
            Agent agent = new Agent(folder, Map.of("nova/main", database.credentials()));
            database.mark();
            Process process = agent.start(Files.createTempFile(folder, "killed", ".txt"), List.of(), "sync");
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> database.changesLogged().size() >= statements);
            process.destroyForcibly().waitFor();
            database.terminateConnections();

            agent.run(0, "sync");

            SchemaAssert.assertSchema(
                    database.canonicalSchema(), ReferenceSchema.of("nova/main", engine, "ab450ba04102"));
            assertThat(database.tableNames()).hasSize(108 + 2);
            assertThat(agent.run(0, "status")).contains("current");
        }
    }
}
