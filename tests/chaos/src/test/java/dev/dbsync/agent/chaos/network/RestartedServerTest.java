package dev.dbsync.agent.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.chaos.Form;
import dev.dbsync.agent.chaos.driver.TrappedSource;
import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.operations.AppliedStep;
import dev.dbsync.agent.operations.ManagedDatabase;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.Operations;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.operations.SyncRequest;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.MariaDbServer;
import dev.dbsync.agent.testing.PostgresServer;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that ends without a good-bye in the middle of a sync, and comes back. */
class RestartedServerTest {
    private static final String CATALOGUE = "nova/api";
    private static final int SECONDS_DOWN = 3;
    private static final List<Moment> MOMENTS = List.of(
            Moment.FIRST_QUESTION, Moment.PROBE, Moment.FIRST_CHANGE, Moment.COMMIT, Moment.RELEASE, Moment.MIDDLE);

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 1);

    @AfterEach
    void letWorkersGo() {
        workers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void theSyncGoesOnByItself(Engine engine) throws Exception {
        try (DatabaseServer server = started(engine)) {
            for (Moment moment : Form.asked().some(MOMENTS, 1)) {
                restartAt(moment, server);
            }
        }
    }

    private void restartAt(Moment moment, DatabaseServer server) throws SQLException {
        try (TestDatabase database = server.createDatabase()) {
            keepWhatWasCommitted(database);
            Operation operation = operations.run(request(
                    new TrappedSource(source(database), moment.statement(), () -> server.restart(SECONDS_DOWN))));

            assertThat(operation.error()).as("restarted at %s", moment).isNull();
            assertThat(operation.databases().get(0).applied())
                    .as("restarted at %s", moment)
                    .extracting(AppliedStep::id)
                    .containsExactlyElementsOf(revisions());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .untilAsserted(() -> database.open().close());
            Operation next = operations.run(request(source(database)));
            assertThat(next.error()).isNull();
            assertThat(next.changed()).isFalse();
            SchemaAssert.assertSchema(
                    database.canonicalSchema(),
                    ReferenceSchema.of(
                            CATALOGUE,
                            server.engine(),
                            revisions().get(revisions().size() - 1)));
        }
    }

    /** Servers of tests promise nothing about what they were told last; those of operators do. */
    private static void keepWhatWasCommitted(TestDatabase database) throws SQLException {
        try (Connection connection = database.server().admin(database.name());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    database.engine() == Engine.POSTGRESQL
                            ? "alter database " + database.name() + " set synchronous_commit = on"
                            : "set global innodb_flush_log_at_trx_commit = 1");
        }
    }

    private static List<String> revisions() {
        return Pipelines.of(CATALOGUE).catalog().revisions().stream()
                .map(Revision::id)
                .toList();
    }

    private static DatabaseServer started(Engine engine) throws SQLException {
        return switch (engine) {
            case POSTGRESQL -> PostgresServer.start();
            case MARIADB -> MariaDbServer.start();
            case H2 -> throw new IllegalArgumentException("H2 has no server");
        };
    }

    private static SyncRequest request(ConnectionSource source) {
        ManagedDatabase managed = new ManagedDatabase(
                "nova_api", Pipelines.of(CATALOGUE), source, SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
        return new SyncRequest(List.of(managed), null, null, Duration.ofMinutes(1));
    }

    private static ConnectionSource source(TestDatabase database) {
        return new DriverConnectionSource(
                new DatabaseAddress(database.jdbcUrl(), database.user(), database.password()), "ctl-1");
    }
}
