package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A sync outlives its connections, and says of each step truly whether it was done. */
@ExtendWith(SharedServers.class)
class BrokenConnectionTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<String> API_REVISIONS = List.of("d67eeaabee36", "b30f573d3377", "cdeec0c85668");

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 4);

    @AfterEach
    void letWorkersGo() {
        workers.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL,1", "POSTGRESQL,60", "POSTGRESQL,200", "MARIADB,1", "MARIADB,40", "MARIADB,90"})
    void goesOnWithANewConnectionWhereTheServerEndedItsSession(Engine engine, int afterUnits) throws Exception {
        try (TestDatabase database = SharedServers.of(engine).createDatabase()) {
            Operation submitted = operations.submit(request(managed("nova/main", source(database))));
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(LONG)
                    .until(() -> progressOf(submitted.id()) >= afterUnits);
            database.terminateConnections();

            Operation operation = ended(submitted.id());

            assertThat(operation.error()).isNull();
            assertThat(operation.databases().get(0).applied()).hasSize(10);
            assertThat(operation.progress().done()).isGreaterThanOrEqualTo(progressTotal(engine));
            SchemaAssert.assertSchema(
                    database.canonicalSchema(), ReferenceSchema.of("nova/main", engine, "ab450ba04102"));
            assertThat(database.tableNames()).hasSize(108 + 2);
        }
    }

    private static int progressTotal(Engine engine) {
        return engine == Engine.POSTGRESQL ? 299 : 100;
    }

    private int progressOf(String id) {
        return operations.find(id).progress().done();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void looksWhetherACommitTookPlaceWhoseAnswerWasLost(Engine engine) throws Exception {
        try (TestDatabase database = SharedServers.of(engine).createDatabase()) {
            for (boolean arrives : List.of(true, false)) {
                ConnectionSource losing = new AnswerLosingSource(source(database), arrives);
                Operation operation =
                        operations.run(new SyncRequest(List.of(managed("nova/api", losing)), "+1", null, LONG));

                assertThat(operation.error()).isNull();
                assertThat(operation.changed()).isTrue();
                assertThat(operation.databases().get(0).applied())
                        .extracting(AppliedStep::id)
                        .containsExactly(API_REVISIONS.get(arrives ? 0 : 1));
            }
            Operation last = operations.run(request(managed("nova/api", source(database))));
            assertThat(last.error()).isNull();
            SchemaAssert.assertSchema(
                    database.canonicalSchema(), ReferenceSchema.of("nova/api", engine, "cdeec0c85668"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void claimsEachStepOnceHoweverItsCommitWent(Engine engine) throws Exception {
        for (boolean arrives : List.of(true, false)) {
            try (TestDatabase database = SharedServers.of(engine).createDatabase()) {
                ConnectionSource losing = new AnswerLosingSource(source(database), arrives);
                Operation operation = operations.run(request(managed("nova/api", losing)));

                assertThat(operation.error()).isNull();
                assertThat(operation.databases().get(0).applied())
                        .extracting(AppliedStep::id)
                        .containsExactlyElementsOf(API_REVISIONS);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void beginsNoFurtherStepWhenTheAgentStops(Engine engine) throws Exception {
        try (TestDatabase database = SharedServers.of(engine).createDatabase()) {
            ManagedDatabase managed = managed("nova/main", source(database));
            Operation submitted = operations.submit(request(managed));
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(LONG)
                    .until(() -> progressOf(submitted.id()) >= 1);

            assertThat(operations.drain(LONG)).isTrue();

            Operation operation = operations.find(submitted.id());
            assertThat(operation.state()).isEqualTo(OperationState.INTERRUPTED);
            assertThat(operation.databases().get(0).applied())
                    .extracting(AppliedStep::id)
                    .containsExactly("8f2f1571d55b");
            Pipelines.sync(managed.pipeline(), database, null);
            SchemaAssert.assertSchema(
                    database.canonicalSchema(), ReferenceSchema.of("nova/main", engine, "ab450ba04102"));
        }
    }

    private Operation ended(String id) {
        return Awaitility.await()
                .atMost(LONG)
                .until(() -> operations.find(id), operation -> operation.state().ended());
    }

    private static SyncRequest request(ManagedDatabase database) {
        return new SyncRequest(List.of(database), null, null, LONG);
    }

    private static ConnectionSource source(TestDatabase database) {
        return new DriverConnectionSource(
                new DatabaseAddress(database.plainJdbcUrl(), database.user(), database.password()), "ctl-1");
    }

    private static ManagedDatabase managed(String catalogue, ConnectionSource source) {
        return new ManagedDatabase(
                catalogue.replace('/', '_'),
                Pipelines.of(catalogue),
                source,
                SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
    }

    /**
     * Connections to a real server; the answer to the first commit that is sent on one of them is lost, and the
     * connection with it.
     *
     * @param arrives whether the commit itself reached the server
     */
    private record AnswerLosingSource(ConnectionSource source, boolean arrives, AtomicInteger commits)
            implements ConnectionSource {
        AnswerLosingSource(ConnectionSource source, boolean arrives) {
            this(source, arrives, new AtomicInteger());
        }

        @Override
        public Connection open() throws SQLException {
            Connection connection = source.open();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                        if (method.getName().equals("commit") && commits.incrementAndGet() == 1) {
                            lose(connection);
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        }
                    });
        }

        private void lose(Connection connection) throws SQLException {
            if (arrives) {
                connection.commit();
            }
            connection.abort(Runnable::run);
            throw new SQLException("the connection was reset", "08006");
        }

        @Override
        public Connection openForQuestions() throws SQLException {
            return source.openForQuestions();
        }

        @Override
        public String explain(SQLException failure) {
            return source.explain(failure);
        }

        @Override
        public String describe() {
            return source.describe();
        }
    }
}
