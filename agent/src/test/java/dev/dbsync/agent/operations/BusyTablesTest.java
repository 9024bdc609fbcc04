package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.TableUser;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody uses a table that a step needs. Nobody waits for long behind the sync, and nobody is thrown out. */
@ExtendWith(SharedServers.class)
class BusyTablesTest {
    private static final String BEFORE = "1b91788ec3a6";

    /** It adds a column to instances. */
    private static final String STEP = "1acf2c98e646";

    /** A second at most is the promise; the rest is for a machine that does other things. */
    private static final Duration NOBODY_WAITS_FOR = Duration.ofMillis(2_500);

    private final List<String> hidings = new ArrayList<>();
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void readersGoOnWhileASyncWaits(Engine engine) throws Exception {
        try (DatabaseUnderTest database = behind(engine);
                Connection others = database.open()) {
            use(others);
            Operations operations = operations();
            Operation submitted = operations.submit(request(database, 60));
            CompletableFuture<Duration> slowest = slowestRead(database, Duration.ofSeconds(6));
            Operation seen = waiting(operations, submitted);

            assertThat(slowest.get()).isLessThan(NOBODY_WAITS_FOR);
            Waiting waiting = Objects.requireNonNull(seen.waiting());
            assertThat(waiting.kind()).isEqualTo(Waiting.Kind.TABLE);
            assertThat(waiting.object()).contains("instances");
            others.commit();

            Operation ended = ended(operations, submitted);
            assertThat(ended.state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(ended.waiting()).isNull();
            assertThat(ended.databases().get(0).applied()).hasSize(1);
        }
    }

    /** Its foreign key points to instances, which PostgreSQL keeps from everybody while the key goes. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void readersOfWhatADroppedTablePointsToGoOn(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection others = database.open()) {
            Pipelines.sync(Pipelines.of("nova/main"), database, "13863f4e1612");
            use(others);
            Operations operations = operations();
            Operation submitted = operations.submit(request(database, "d60bddf7a903", 60));
            List<Duration> reads = reads(database, Duration.ofSeconds(8)).get();
            others.commit();

            assertThat(ended(operations, submitted).state()).isEqualTo(OperationState.SUCCEEDED);
            Duration stoodStill =
                    reads.stream().filter(read -> read.toMillis() > 300).reduce(Duration.ZERO, Duration::plus);
            assertThat(stoodStill).isLessThan(NOBODY_WAITS_FOR);
        }
    }

    /** With no more than what the manual says that each server needs. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void whoIsInTheWayIsTold(Engine engine) throws Exception {
        try (DatabaseUnderTest database = behind(engine);
                Connection others = database.open()) {
            show(database);
            use(others);
            Operations operations = operations();
            Operation submitted = operations.submit(request(database, 60));

            Waiting waiting =
                    Objects.requireNonNull(waiting(operations, submitted).waiting());

            assertThat(waiting.by()).extracting(TableUser::user).contains(database.user());
            assertThat(waiting.by()).extracting(TableUser::state).containsAnyOf("idle in transaction", "Sleep");
            assertThat(waiting.describe()).contains("session ").contains("table instances");
            if (!SharedServers.of(engine).version().startsWith("MariaDB")) {
                assertThat(waiting.by()).extracting(TableUser::since).allSatisfy(since -> assertThat(
                                Duration.between(since, Instant.now()))
                        .isBetween(Duration.ZERO, Duration.ofSeconds(20)));
            }
            others.commit();
            assertThat(ended(operations, submitted).state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    private void show(DatabaseUnderTest database) throws SQLException {
        if (database.engine() == Engine.POSTGRESQL) {
            return;
        }
        if (SharedServers.of(Engine.MARIADB).version().startsWith("MariaDB")) {
            try {
                administer("install soname 'metadata_lock_info'");
            } catch (SQLException noSuchFile) {
                abort("no plug-in beside this server: " + noSuchFile.getMessage());
            }
            hidings.add("uninstall soname 'metadata_lock_info'");
        } else {
            String user = "'%s'@'%%'".formatted(database.user());
            administer("grant select on performance_schema.* to " + user);
            hidings.add("revoke select on performance_schema.* from " + user);
        }
    }

    /** The server is shared with other tests. */
    @AfterEach
    void hideAgain() throws SQLException {
        for (String hiding : hidings) {
            administer(hiding);
        }
    }

    private static void administer(String sql) throws SQLException {
        try (Connection admin = SharedServers.of(Engine.MARIADB).admin("mysql");
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void aTableThatStaysBusyIsAnErrorThatSaysSo(Engine engine) throws Exception {
        try (DatabaseUnderTest database = behind(engine);
                Connection others = database.open()) {
            use(others);

            Operation ended = operations().run(request(database, 1));

            DatabaseResult result = ended.databases().get(0);
            Problem problem = Objects.requireNonNull(result.error());
            assertThat(problem.type()).isEqualTo(ProblemType.TABLE_BUSY);
            assertThat(problem.message()).contains(STEP).contains("instances");
            assertThat(problem.detail()).contains("nothing was changed");
            assertThat(result.changed()).isFalse();
            others.commit();
            assertThat(operations().run(request(database, 60)).state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void whoWaitsCanBeCalledOff(Engine engine) throws Exception {
        try (DatabaseUnderTest database = behind(engine);
                Connection others = database.open()) {
            use(others);
            Operations operations = operations();
            Operation submitted = operations.submit(request(database, 60));
            waiting(operations, submitted);

            operations.cancel(submitted.id());

            Operation ended = ended(operations, submitted);
            assertThat(ended.state()).isEqualTo(OperationState.CANCELLED);
            assertThat(ended.databases().get(0).message()).isEqualTo("Cancelled: nothing was changed.");
            others.commit();
            assertThat(operations.run(request(database, 60)).state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void whoHoldsTheLockIsTold(Engine engine) throws Exception {
        try (DatabaseUnderTest database = behind(engine);
                Connection others = database.open()) {
            HeldLock held = Pipelines.of("nova/main")
                    .lock(others, LockMode.AUTO, new HandedInSource(others))
                    .orElseThrow()
                    .acquire(others, new LockHolder("ctl-9", Instant.EPOCH, "0badcafe"), Duration.ofSeconds(5))
                    .orElseThrow();
            Operations operations = operations();
            Operation submitted = operations.submit(request(database, 60));

            Operation seen = await().atMost(Duration.ofSeconds(20))
                    .until(() -> operations.find(submitted.id()), operation -> operation.waiting() != null);

            Waiting waiting = Objects.requireNonNull(seen.waiting());
            assertThat(waiting.kind()).isEqualTo(Waiting.Kind.LOCK);
            assertThat(waiting.describe()).contains("waits for another sync of ctl-9, operation 0badcafe");
            held.release();
            Operation ended = ended(operations, submitted);
            assertThat(ended.state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(ended.waiting()).isNull();
        }
    }

    /** Each of them is there for a moment only, but somebody always is. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void aCrowdDoesNotStarveIt(Engine engine) throws Exception {
        try (DatabaseUnderTest database = behind(engine)) {
            AtomicBoolean over = new AtomicBoolean();
            List<CompletableFuture<Void>> crowd =
                    List.of(crowd(database, over), crowd(database, over), crowd(database, over));
            try {
                assertThat(operations().run(request(database, 120)).state()).isEqualTo(OperationState.SUCCEEDED);
            } finally {
                over.set(true);
            }
            crowd.forEach(CompletableFuture::join);
        }
    }

    private CompletableFuture<Void> crowd(DatabaseUnderTest database, AtomicBoolean over) {
        return CompletableFuture.runAsync(
                () -> {
                    try (Connection connection = database.open()) {
                        while (!over.get()) {
                            use(connection);
                            Thread.sleep(100);
                            connection.commit();
                        }
                    } catch (SQLException | InterruptedException failure) {
                        throw new AssertionError(failure);
                    }
                },
                workers);
    }

    private CompletableFuture<Duration> slowestRead(DatabaseUnderTest database, Duration length) {
        return reads(database, length).thenApply(Collections::max);
    }

    private CompletableFuture<List<Duration>> reads(DatabaseUnderTest database, Duration length) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<Duration> reads = new ArrayList<>();
                    long end = System.nanoTime() + length.toNanos();
                    try (Connection connection = database.open()) {
                        while (System.nanoTime() < end) {
                            long start = System.nanoTime();
                            read(connection);
                            reads.add(Duration.ofNanos(System.nanoTime() - start));
                        }
                    } catch (SQLException failure) {
                        throw new AssertionError(failure);
                    }
                    return reads;
                },
                workers);
    }

    private static DatabaseUnderTest behind(Engine engine) throws SQLException {
        DatabaseUnderTest database = SharedServers.freshDatabase(engine);
        Pipelines.sync(Pipelines.of("nova/main"), database, BEFORE);
        return database;
    }

    private static void use(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        read(connection);
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select count(*) from instances");
        }
    }

    private static Operation waiting(Operations operations, Operation submitted) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> operations.find(submitted.id()), operation -> {
            Waiting waiting = operation.waiting();
            return waiting != null && waiting.object() != null;
        });
    }

    private static Operation ended(Operations operations, Operation submitted) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> operations.find(submitted.id()),
                        operation -> operation.state().ended());
    }

    private Operations operations() {
        return new Operations(workers, "ctl-1", Clock.systemUTC(), 1);
    }

    private static SyncRequest request(DatabaseUnderTest database, int busyWait) {
        return request(database, STEP, busyWait);
    }

    private static SyncRequest request(DatabaseUnderTest database, String revision, int busyWait) {
        ManagedDatabase managed =
                Pipelines.managed(database, database.jdbcUrl(), LockMode.AUTO, Duration.ofSeconds(busyWait));
        return new SyncRequest(List.of(managed), revision, null, Duration.ofSeconds(30));
    }
}
