package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.testing.MariaDbServer;
import dev.dbsync.agent.testing.PostgresServer;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Operators give Nova's account a limit for its statements. A sync takes as long as it takes all the same. */
class StatementLimitTest {
    @Test
    void ofARoleOfPostgresqlIsForOthers() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                TestDatabase database = server.createDatabase();
                Connection connection = server.admin("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("alter role " + database.user() + " set statement_timeout = '1ms'");

            assertSucceeded(sync(database));
        }
    }

    @Test
    void ofAMariaDbIsForOthers() throws Exception {
        try (MariaDbServer server = MariaDbServer.start();
                TestDatabase database = server.createDatabase();
                Connection others = server.admin(database.name());
                Statement statement = others.createStatement()) {
            Pipelines.sync(Pipelines.of("nova/main"), database, "16f1fbcab42b");
            statement.execute("set global max_statement_time = 0.5");
            statement.execute("lock tables block_device_mapping write");

            CompletableFuture<Operation> sync = CompletableFuture.supplyAsync(() -> sync(database));
            await().until(() -> sync.isDone() || waitsForASecond(statement));
            statement.execute("unlock tables");

            assertSucceeded(sync.get(1, TimeUnit.MINUTES));
        }
    }

    private static boolean waitsForASecond(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select count(*) from information_schema.processlist"
                + " where state like 'Waiting for table metadata lock%' and time_ms > 600")) {
            return row.next() && row.getInt(1) > 0;
        }
    }

    private static void assertSucceeded(Operation operation) {
        assertThat(operation.databases()).extracting(DatabaseResult::error).containsOnlyNulls();
        assertThat(operation.state()).isEqualTo(OperationState.SUCCEEDED);
    }

    private static Operation sync(TestDatabase database) {
        ManagedDatabase managed = new ManagedDatabase(
                "limited",
                Pipelines.of("nova/main"),
                new DriverConnectionSource(
                        new DatabaseAddress(database.jdbcUrl(), database.user(), database.password()), "limited"),
                SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
        ExecutorService workers = Executors.newCachedThreadPool();
        try {
            return new Operations(workers, "limited", Clock.systemUTC(), 1)
                    .run(new SyncRequest(List.of(managed), null, null, Duration.ofMinutes(1)));
        } finally {
            workers.shutdown();
        }
    }
}
