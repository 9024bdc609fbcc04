package dev.dbsync.agent.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.database.mariadb.MariaDbDialect;
import dev.dbsync.agent.database.postgresql.PostgresDialect;
import dev.dbsync.agent.testing.Credentials;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a lease promises, on every engine that keeps one in a table. */
@ExtendWith(SharedServers.class)
class LeaseContractTest {
    private static final LockHolder OWNER = new LockHolder("ctl-1", null, "op-1");
    private static final LockHolder OTHER = new LockHolder("ctl-2", null, "op-2");
    private static final Duration BRIEFLY = Duration.ofMillis(300);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String LAPSE = "update dbsync_lease set expires = expires - interval %s";

    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void stopOthers() {
        others.shutdownNow();
    }

    private static LeaseLock lease(Engine engine, Connection connection) throws SQLException {
        Optional<LeaseLock> lease = engine == Engine.POSTGRESQL
                ? new PostgresDialect().leaseLock(connection)
                : new MariaDbDialect().leaseLock(connection);
        return lease.orElseThrow().withGrace(GRACE);
    }

    /** As if time had passed without a renewal. */
    private static void lapse(Engine engine, DatabaseUnderTest database) throws SQLException {
        database.execute(LAPSE.formatted(engine == Engine.POSTGRESQL ? "'2 minutes'" : "2 minute"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isHadByOneAndShownToOthersAndLeavesNothing(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection first = database.open();
                Connection second = database.open()) {
            HeldLock held = lease(engine, first).acquire(first, OWNER, BRIEFLY).orElseThrow();

            assertThat(lease(engine, second).acquire(second, OTHER, BRIEFLY)).isEmpty();
            LockHolder holder = lease(engine, second).holder(second).orElseThrow();
            assertThat(holder.host()).isEqualTo("ctl-1");
            assertThat(holder.operation()).isEqualTo("op-1");
            assertThat(Duration.between(holder.since(), java.time.Instant.now()).abs())
                    .isLessThan(Duration.ofSeconds(20));
            held.release();
            assertThat(lease(engine, second).holder(second)).isEmpty();
            assertThat(database.tableNames()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isHandedOnToThoseWhoWaitOneByOne(Engine engine) throws Exception {
        AtomicInteger inside = new AtomicInteger();
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            List<CompletableFuture<Integer>> callers = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                callers.add(CompletableFuture.supplyAsync(() -> enter(engine, database, inside), others));
            }

            for (CompletableFuture<Integer> caller : callers) {
                assertThat(caller.get(60, TimeUnit.SECONDS)).isEqualTo(1);
            }
            assertThat(database.tableNames()).isEmpty();
        }
    }

    /** Made and dropped at full speed, so that one caller's statement meets another's in every way there is. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void knowsEveryAnswerOfServersToThoseWhoComeAtOnce(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
            List<CompletableFuture<Integer>> callers = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                String owner = "owner-" + caller;
                callers.add(CompletableFuture.supplyAsync(() -> makeAndDrop(engine, database, owner, end), others));
            }

            int met = 0;
            for (CompletableFuture<Integer> caller : callers) {
                met += caller.get(60, TimeUnit.SECONDS);
            }
            assertThat(met).as("statements that met another's").isPositive();
        }
    }

    private static int makeAndDrop(Engine engine, DatabaseUnderTest database, String owner, long end) {
        int met = 0;
        try (Connection connection = database.open()) {
            LeaseStatements statements = lease(engine, connection).statements();
            while (System.nanoTime() < end) {
                try {
                    Queries.update(connection, statements.create());
                    Queries.update(connection, statements.insert(), owner, "ctl-1", "op-1");
                    Queries.update(connection, statements.drop(owner));
                } catch (SQLException failure) {
                    if (!statements.contended(failure)) {
                        throw failure;
                    }
                    met++;
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("SQL state " + failure.getSQLState(), failure);
        }
        return met;
    }

    private static int enter(Engine engine, DatabaseUnderTest database, AtomicInteger inside) {
        try (Connection connection = database.open()) {
            HeldLock held =
                    lease(engine, connection).acquire(connection, OWNER, LONG).orElseThrow();
            int seen = inside.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(50);
            inside.decrementAndGet();
            held.release();
            return seen;
        } catch (SQLException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isTakenOverOnlyWhenItLapsedAndThenFencesTheOneWhoHadIt(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection first = database.open();
                Connection second = database.open();
                Connection observer = database.open()) {
            HeldLock paused =
                    lease(engine, first).acquire(first, OWNER, BRIEFLY).orElseThrow();
            write(paused, first, "create table before_the_pause (id int)");
            lapse(engine, database);
            HeldLock taken = lease(engine, second).acquire(second, OTHER, LONG).orElseThrow();

            assertThat(taken.takenOver()).isTrue();
            assertThat(paused.lease().orElseThrow().renew(observer)).isFalse();
            assertThatThrownBy(() -> write(paused, first, "create table too_late (id int)"))
                    .isInstanceOf(LeaseLostException.class);
            assertThatThrownBy(() -> paused.resume(observer, LONG)).isInstanceOf(LeaseLostException.class);
            paused.release();
            assertThat(lease(engine, observer).holder(observer).orElseThrow().host())
                    .isEqualTo("ctl-2");
            write(taken, second, "create table after_the_pause (id int)");
            taken.release();
            assertThat(database.tableNames()).containsExactlyInAnyOrder("before_the_pause", "after_the_pause");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void fencesAlsoWhenTheOtherHasComeAndGone(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection first = database.open()) {
            HeldLock paused =
                    lease(engine, first).acquire(first, OWNER, BRIEFLY).orElseThrow();
            database.execute("drop table dbsync_lease");

            assertThatThrownBy(() -> write(paused, first, "create table too_late (id int)"))
                    .isInstanceOf(LeaseLostException.class);
            assertThat(paused.lease().orElseThrow().renew(first)).isFalse();
            paused.release();
            assertThat(database.tableNames()).isEmpty();
        }
    }

    /** As the executor writes. */
    private static void write(HeldLock held, Connection connection, String sql) throws SQLException {
        Fence fence = held.fence();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            fence.begin(connection);
            statement.execute(fence.around(sql));
            fence.confirm(connection);
            connection.commit();
        } catch (SQLException failure) {
            connection.rollback();
            throw fence.interpret(failure);
        } finally {
            connection.setAutoCommit(true);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isNotTakenOverFromOneWhoGivesASignOfLife(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection first = database.open();
                Connection second = database.open();
                Connection observer = database.open()) {
            HeldLock held = lease(engine, first).acquire(first, OWNER, BRIEFLY).orElseThrow();
            lapse(engine, database);
            CompletableFuture<Optional<HeldLock>> waiting = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return lease(engine, second).acquire(second, OTHER, GRACE.plusMillis(700));
                        } catch (SQLException failure) {
                            throw new IllegalStateException(failure);
                        }
                    },
                    others);
            TimeUnit.MILLISECONDS.sleep(500);
            assertThat(held.lease().orElseThrow().renew(observer)).isTrue();

            assertThat(waiting.get(30, TimeUnit.SECONDS)).isEmpty();
            held.release();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isClearedAfterItsHolderDied(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection second = database.open()) {
            try (Connection first = database.open()) {
                assertThat(lease(engine, first).acquire(first, OWNER, BRIEFLY)).isPresent();
            }
            lapse(engine, database);

            assertThat(lease(engine, second).clear(second, OTHER)).isTrue();

            assertThat(database.tableNames()).isEmpty();
        }
    }

    /** While agents are upgraded one after the other, those of the release before ask for a number beside the owner. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void keepsAgentsOfTheReleaseBeforeOutAndIsKeptOutByThem(Engine engine) throws Exception {
        String expired = "expires < " + (engine == Engine.POSTGRESQL ? "clock_timestamp()" : "utc_timestamp(3)");
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection older = database.open();
                Connection newer = database.open()) {
            HeldLock held = lease(engine, newer).acquire(newer, OWNER, BRIEFLY).orElseThrow();
            long number = Queries.list(older, "select fence from dbsync_lease", row -> row.getLong(1))
                    .get(0);
            assertThat(Queries.update(
                            older,
                            "update dbsync_lease set owner = 'older', fence = greatest(fence + 1, 7) where fence = ?"
                                    + " and "
                                    + expired,
                            number))
                    .isZero();

            lapse(engine, database);
            assertThat(Queries.update(
                            older,
                            "update dbsync_lease set owner = 'older', fence = greatest(fence + 1, 7),"
                                    + " expires = expires + interval %s where fence = ? and "
                                            .formatted(engine == Engine.POSTGRESQL ? "'1 hour'" : "1 hour")
                                    + expired,
                            number))
                    .isOne();
            assertThat(held.lease().orElseThrow().renew(newer)).isFalse();
            assertThat(lease(engine, newer).acquire(newer, OTHER, BRIEFLY)).isEmpty();

            database.execute(LAPSE.formatted(engine == Engine.POSTGRESQL ? "'2 hours'" : "2 hour"));
            HeldLock taken = lease(engine, newer).acquire(newer, OTHER, LONG).orElseThrow();
            String renewal = "update dbsync_lease set expires = expires where owner = 'older' and fence = 7";
            assertThat(Queries.update(older, renewal)).isZero();
            taken.release();
        }
    }

    /** Here time does pass: one who stands still behind a table, until another has the lease and the table is free. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void aStatementThatQueuedForItsTableDoesNotRunAfterATakeover(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection busy = database.open();
                Connection frozen = database.open();
                Connection other = database.open()) {
            database.execute("create table busy_one (id int)");
            busy.setAutoCommit(false);
            Queries.list(busy, "select * from busy_one", row -> true);
            HeldLock paused =
                    lease(engine, frozen).acquire(frozen, OWNER, BRIEFLY).orElseThrow();
            CompletableFuture<Void> queued = CompletableFuture.runAsync(
                    () -> {
                        try {
                            write(paused, frozen, "alter table busy_one add column too_late int");
                        } catch (SQLException failure) {
                            throw new IllegalStateException(failure);
                        }
                    },
                    others);

            HeldLock taken = lease(engine, other).acquire(other, OTHER, LONG).orElseThrow();
            boolean stoodAside = queued.isDone();
            busy.rollback();

            assertThatThrownBy(() -> queued.get(60, TimeUnit.SECONDS)).hasRootCauseInstanceOf(SQLException.class);
            assertThat(stoodAside).isTrue();
            assertThat(Queries.list(
                            other,
                            "select count(*) from information_schema.columns"
                                    + " where table_name = 'busy_one' and column_name = 'too_late'",
                            row -> row.getInt(1)))
                    .containsExactly(0);
            taken.release();
        }
    }

    /** What a statement may wait for its table is good only with a lease that is as fresh as the statement. */
    @Test
    void aStatementBeginsWithALeaseOfFullLength() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.MARIADB);
                Connection connection = database.open()) {
            HeldLock held = lease(Engine.MARIADB, connection)
                    .acquire(connection, OWNER, BRIEFLY)
                    .orElseThrow();
            database.execute("update dbsync_lease set expires = utc_timestamp(3) + interval 3 second");

            write(
                    held,
                    connection,
                    "create table seen as select timestampdiff(second, utc_timestamp(3), expires) as remaining"
                            + " from dbsync_lease");

            assertThat(Queries.list(connection, "select remaining from seen", row -> row.getLong(1)))
                    .first()
                    .satisfies(seconds -> assertThat(seconds)
                            .isGreaterThan(
                                    LeaseLock.LENGTH.minus(LeaseLock.MARGIN).toSeconds()));
            held.release();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void leavesTheSessionAsItWasWhereItCannotBeTaken(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Credentials reader = database.readOnlyUser();
            try (Connection connection = reader.open()) {
                List<String> before = SessionState.of(engine, connection);

                assertThatThrownBy(() -> lease(engine, connection).acquire(connection, OWNER, BRIEFLY))
                        .isInstanceOf(SQLException.class);

                assertThat(SessionState.of(engine, connection)).isEqualTo(before);
            }
        }
    }
}
