package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is thrown in a sync ends its own database, and no half of a step, no half of an end is left. */
@ExtendWith(SharedServers.class)
class ThrownInASyncTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Clock CLOCK = Clock.systemUTC();

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void letWorkersGo() {
        workers.shutdownNow();
    }

    /** Where something is thrown, and whether that is before anything was committed on an engine that takes steps back. */
    private enum Place {
        LOCKED,
        PLANNED,
        RESOLVED,
        UNIT_STARTED,
        UNITS_DONE
    }

    static Stream<Arguments> placesAndErrors() {
        return Stream.of(Engine.POSTGRESQL, Engine.MARIADB, Engine.H2)
                .flatMap(engine -> Stream.of(Place.values()).flatMap(place -> Stream.of(
                                new IllegalStateException("planted"),
                                new StackOverflowError("planted"),
                                new AssertionError())
                        .map(thrown -> Arguments.of(engine, place, thrown))));
    }

    @ParameterizedTest
    @MethodSource("placesAndErrors")
    void failsItsOwnDatabaseAndLeavesNoHalfOfAStep(Engine engine, Place place, Throwable thrown) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                DatabaseUnderTest other = SharedServers.freshDatabase(Engine.H2)) {
            Operations throwing = operations(new ThrowingOnce("first", place, thrown));

            Operation operation =
                    throwing.run(request(managed("first", source(database)), managed("other", source(other))));

            DatabaseResult result = operation.databases().get(0);
            assertThat(operation.state()).isEqualTo(OperationState.FAILED);
            assertThat(result.state()).isEqualTo(OperationState.FAILED);
            assertThat(operation.databases().get(1).state()).isEqualTo(OperationState.SUCCEEDED);
            Problem problem = Objects.requireNonNull(result.error());
            assertThat(problem.incident()).isNotNull();
            assertThat(problem.toString()).doesNotContain("Exception", "StackOverflow", "planted", "dev.dbsync");
            assertThat(result.changed()).isEqualTo(!database.tableNames().isEmpty());
            if (engine == Engine.POSTGRESQL) {
                assertThat(database.tableNames()).isEmpty();
            }
            assertFinishedBy(throwing, database, engine);
        }
    }

    private static void assertFinishedBy(Operations operations, DatabaseUnderTest database, Engine engine)
            throws Exception {
        Operation next = operations.run(request(managed("first", source(database))));
        assertThat(next.error()).isNull();
        assertThat(next.databases().get(0).applied()).hasSize(3);
        if (engine != Engine.H2) {
            SchemaAssert.assertSchema(
                    database.canonicalSchema(), ReferenceSchema.of("nova/api", engine, "cdeec0c85668"));
        }
    }

    static Stream<Arguments> enginesAndStatements() {
        return Stream.of(Engine.POSTGRESQL, Engine.MARIADB)
                .flatMap(engine -> Stream.of(1, 2, 3, 5, 20).map(number -> Arguments.of(engine, number)));
    }

    @ParameterizedTest
    @MethodSource("enginesAndStatements")
    void takesADriversRuntimeExceptionForWhatItIs(Engine engine, int number) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            ConnectionSource failing = new FailingSource(source(database), new AtomicInteger(number));
            Operations operations = operations(new OperationObserver() {});

            Operation operation = operations.run(request(managed("first", failing)));

            if (operation.state() != OperationState.SUCCEEDED) {
                assertThat(operation.state()).isEqualTo(OperationState.FAILED);
                assertThat(operation.changed()).isEqualTo(!database.tableNames().isEmpty());
            }
            assertThat(engine == Engine.POSTGRESQL && !operation.changed())
                    .isEqualTo(database.tableNames().isEmpty() && engine == Engine.POSTGRESQL);
            operations.run(request(managed("first", source(database))));
            SchemaAssert.assertSchema(
                    database.canonicalSchema(), ReferenceSchema.of("nova/api", engine, "cdeec0c85668"));
        }
    }

    @Test
    void endsAnOperationForWhichNoThreadCanBeStarted() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.H2)) {
            Operations starved = new Operations(
                    work -> {
                        throw new OutOfMemoryError("unable to create native thread");
                    },
                    "ctl-1",
                    CLOCK,
                    4);

            Operation operation = starved.run(request(managed("first", source(database))));

            assertThat(operation.state()).isEqualTo(OperationState.FAILED);
            assertThat(Objects.requireNonNull(operation.error()).message()).contains("no thread");
            assertThat(operation.finishedAt()).isNotNull();
            assertThat(starved.find(operation.id())).isEqualTo(operation);
            assertThat(starved.drain(Duration.ofSeconds(1))).isTrue();
        }
    }

    @Test
    void endsAnOperationWhoseWorkersAreRefusedOneByOne() throws Exception {
        try (DatabaseUnderTest one = SharedServers.freshDatabase(Engine.H2);
                DatabaseUnderTest two = SharedServers.freshDatabase(Engine.H2)) {
            for (int allowed = 1; allowed < 6; allowed++) {
                AtomicInteger left = new AtomicInteger(allowed);
                Operations starved = new Operations(
                        work -> {
                            if (left.decrementAndGet() < 0) {
                                throw new RejectedExecutionException("no more");
                            }
                            workers.execute(work);
                        },
                        "ctl-1",
                        CLOCK,
                        4);

                Operation operation = starved.run(request(managed("one", source(one)), managed("two", source(two))));

                assertThat(operation.state().ended()).isTrue();
                assertThat(operation.databases())
                        .allMatch(result -> result.state().ended());
                assertThat(starved.drain(Duration.ofSeconds(5))).isTrue();
            }
        }
    }

    @Test
    void refusesAnEndOfAnOperationWhoseDatabasesHaveNone() {
        Operation queued = Operation.queued("id", null, CLOCK.instant(), "ctl-1", List.of("first"));

        assertThatThrownBy(() -> queued.finished(CLOCK.instant()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first");
    }

    @Test
    void saysOfAFailureThatIsNoMistakeWhatItIs() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.H2)) {
            ConnectionSource refusing = new FailingSource(source(database), new AtomicInteger(Integer.MAX_VALUE)) {
                @Override
                public Connection openForQuestions() throws SQLException {
                    throw new SQLException("no route", "08001");
                }
            };
            Operation operation = operations(new OperationObserver() {}).run(request(managed("first", refusing)));
            assertThat(Objects.requireNonNull(operation.error()).type()).isEqualTo(ProblemType.UNREACHABLE);
        }
    }

    private Operations operations(OperationObserver observer) {
        return new Operations(workers, "ctl-1", CLOCK, 4, OperationJournal.none(), observer);
    }

    private static SyncRequest request(ManagedDatabase... databases) {
        return new SyncRequest(List.of(databases), null, null, LONG);
    }

    private static ManagedDatabase managed(String name, ConnectionSource source) {
        return new ManagedDatabase(
                name, Pipelines.of("nova/api"), source, SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
    }

    private static ConnectionSource source(DatabaseUnderTest database) {
        return new DriverConnectionSource(
                new DatabaseAddress(database.plainJdbcUrl(), database.user(), database.password()), "ctl-1");
    }

    /** Throws the first time that a sync of one database comes to a place. */
    private static final class ThrowingOnce implements OperationObserver {
        private final String database;
        private final Place place;
        private final Throwable thrown;
        private final AtomicInteger times = new AtomicInteger();

        ThrowingOnce(String database, Place place, Throwable thrown) {
            this.database = database;
            this.place = place;
            this.thrown = thrown;
        }

        private void come(Place here) {
            if (here == place && times.getAndIncrement() == 0) {
                ThrownInASyncTest.throwIt(thrown);
            }
        }

        @Override
        public SyncListener sync(ManagedDatabase managed) {
            if (!managed.name().equals(database)) {
                return new SyncListener() {};
            }
            return new SyncListener() {
                @Override
                public void locked(Duration waited, boolean takenOver) {
                    come(Place.LOCKED);
                }

                @Override
                public void planned(Planned planned) {
                    come(Place.PLANNED);
                }

                @Override
                public void resolved(int units) {
                    come(Place.RESOLVED);
                }

                @Override
                public void unitStarted(Step step, String object) {
                    come(Place.UNIT_STARTED);
                }

                @Override
                public void unitsDone(int count) {
                    come(Place.UNITS_DONE);
                }
            };
        }
    }

    private static void throwIt(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    /** Connections to a real server whose driver throws a RuntimeException at a statement, before it is sent. */
    private static class FailingSource implements ConnectionSource {
        private final ConnectionSource source;
        private final AtomicInteger left;

        FailingSource(ConnectionSource source, AtomicInteger left) {
            this.source = source;
            this.left = left;
        }

        @Override
        public Connection open() throws SQLException {
            return proxy(Connection.class, source.open());
        }

        private <T> T proxy(Class<T> type, T real) {
            return type.cast(Proxy.newProxyInstance(
                    FailingSource.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        if (real instanceof Statement
                                && method.getName().startsWith("execute")
                                && left.decrementAndGet() == 0) {
                            throw new IndexOutOfBoundsException("planted");
                        }
                        try {
                            Object answer = method.invoke(real, arguments);
                            return method.getName().equals("createStatement")
                                    ? proxy(Statement.class, (Statement) answer)
                                    : answer;
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        }
                    }));
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
