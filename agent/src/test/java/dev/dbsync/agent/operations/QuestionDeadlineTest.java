package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedServers.class)
class QuestionDeadlineTest {
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 4);
    private final Questions questions =
            new Questions(workers, 4, operations, new OperationObserver() {}, Duration.ofSeconds(3));

    @AfterEach
    void letWorkersGo() {
        workers.shutdownNow();
    }

    /** From the greeting on, in the middle of it, during the log-in, after it, and in the middle of results. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, 0", "POSTGRESQL, 1", "POSTGRESQL, 9", "POSTGRESQL, 40", "POSTGRESQL, 500",
        "MARIADB, 0", "MARIADB, 3", "MARIADB, 30", "MARIADB, 110", "MARIADB, 200"
    })
    void aServerThatSendsAByteAtATimeIsCutOffAndTheOthersAnswer(Engine engine, int freely) throws Exception {
        try (DatabaseUnderTest slow = SharedServers.freshDatabase(engine);
                DatabaseUnderTest other = SharedServers.freshDatabase(Engine.H2);
                DribblingServer between = new DribblingServer(port(slow), freely, workers)) {
            String url = slow.jdbcUrl().replace(":" + port(slow) + "/", ":" + between.port() + "/");
            List<ManagedDatabase> both =
                    List.of(managed("nova_api", url, slow), managed("nova_main", other.plainJdbcUrl(), other));

            List<DatabaseStatus> statuses = questions.status(both);

            assertThat(Objects.requireNonNull(statuses.get(0).error()).detail())
                    .contains("did not answer in the time that a question has");
            assertThat(statuses.get(1).state().wireName()).isEqualTo("empty");
            assertThat(between.wasLeft()).isTrue();
            assertThat(questions.verify(both.subList(1, 2)).get(0).clean()).isTrue();
        }
    }

    private static int port(DatabaseUnderTest database) {
        return URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    private static ManagedDatabase managed(String name, String url, DatabaseUnderTest database) {
        ConnectionSource source =
                new DriverConnectionSource(new DatabaseAddress(url, database.user(), database.password()), "ctl-1");
        return new ManagedDatabase(
                name, Pipelines.of("nova/api"), source, SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
    }
}
