package dev.dbsync.agent.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dbsync.agent.database.h2.H2Dialect;
import dev.dbsync.agent.database.mariadb.MariaDbDialect;
import dev.dbsync.agent.database.postgresql.PostgresDialect;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the lock of a session promises, on every engine. */
@ExtendWith(SharedServers.class)
class SessionLockContractTest {
    private static final LockHolder OWNER = new LockHolder("ctl-1", Instant.ofEpochSecond(1_700_000_000), "op-7");
    private static final Duration BRIEFLY = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void stopOthers() {
        others.shutdownNow();
    }

    private static DatabaseLock lock(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> new PostgresDialect().sessionLock();
            case MARIADB -> new MariaDbDialect().sessionLock();
            case H2 -> new H2Dialect().sessionLock();
        };
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSecondSessionDoesNotGetItInTime(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection first = database.open();
                Connection second = database.open()) {
            HeldLock held = lock(engine).acquire(first, OWNER, BRIEFLY).orElseThrow();
            assertThat(lock(engine).acquire(second, OWNER, BRIEFLY)).isEmpty();
            assertThat(second.isValid(1)).isTrue();
            held.release();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSecondSessionGetsItWhenTheFirstLetsGo(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection first = database.open();
                Connection second = database.open()) {
            HeldLock held = lock(engine).acquire(first, OWNER, BRIEFLY).orElseThrow();
            CompletableFuture<Optional<HeldLock>> waiting = acquireMeanwhile(engine, second);
            TimeUnit.MILLISECONDS.sleep(BRIEFLY.toMillis());
            assertThat(waiting).isNotDone();
            held.release();
            waiting.get(20, TimeUnit.SECONDS).orElseThrow().release();
            assertThat(lock(engine).holder(first)).isEmpty();
        }
    }

    private CompletableFuture<Optional<HeldLock>> acquireMeanwhile(Engine engine, Connection connection) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return lock(engine).acquire(connection, OWNER, LONG);
                    } catch (java.sql.SQLException exception) {
                        throw new IllegalStateException(exception);
                    }
                },
                others);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theHolderIsShownToOthersAndNobodyWhereNobodyHoldsIt(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection first = database.open();
                Connection second = database.open()) {
            assertThat(lock(engine).holder(second)).isEmpty();
            HeldLock held = lock(engine).acquire(first, OWNER, BRIEFLY).orElseThrow();
            LockHolder holder = lock(engine).holder(second).orElseThrow();
            assertThat(holder).isEqualTo(OWNER);
            held.release();
            assertThat(lock(engine).holder(second)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void itDiesWithItsSession(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection second = database.open()) {
            try (Connection first = database.open()) {
                assertThat(lock(engine).acquire(first, OWNER, BRIEFLY)).isPresent();
            }
            HeldLock held = lock(engine).acquire(second, OWNER, LONG).orElseThrow();
            held.release();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void twoDatabasesDoNotExcludeEachOther(Engine engine) throws Exception {
        try (DatabaseUnderTest one = SharedServers.freshDatabase(engine);
                DatabaseUnderTest two = SharedServers.freshDatabase(engine);
                Connection first = one.open();
                Connection second = two.open()) {
            HeldLock ofOne = lock(engine).acquire(first, OWNER, BRIEFLY).orElseThrow();
            HeldLock ofTwo = lock(engine).acquire(second, OWNER, BRIEFLY).orElseThrow();
            ofOne.release();
            ofTwo.release();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL"})
    void theSessionsSettingsAreHandedBack(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection first = database.open();
                Connection second = database.open()) {
            Queries.list(first, "select set_config('lock_timeout', '7s', false)", row -> true);
            List<String> before = settings(first);
            HeldLock held = lock(engine).acquire(first, OWNER, BRIEFLY).orElseThrow();
            assertThat(settings(first)).doesNotContain("7s").isNotEqualTo(before);
            held.release();
            assertThat(settings(first)).isEqualTo(before);
            HeldLock again = lock(engine).acquire(first, OWNER, BRIEFLY).orElseThrow();
            List<String> others = settings(second);
            assertThat(lock(engine).acquire(second, OWNER, BRIEFLY)).isEmpty();
            assertThat(settings(second)).isEqualTo(others);
            again.release();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void leavesTheSessionAsItWasWhereTheWaitIsCutShort(Engine engine) throws Exception {
        String identify = engine == Engine.POSTGRESQL ? "select pg_backend_pid()" : "select connection_id()";
        String cancel = engine == Engine.POSTGRESQL ? "select pg_cancel_backend(%d)" : "kill query %d";
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection first = database.open();
                Connection second = database.open()) {
            HeldLock held = lock(engine).acquire(first, OWNER, BRIEFLY).orElseThrow();
            List<String> before = SessionState.of(engine, second);
            long session = Queries.list(second, identify, row -> row.getLong(1)).get(0);
            CompletableFuture<Optional<HeldLock>> waiting = acquireMeanwhile(engine, second);
            await().atMost(LONG).until(() -> {
                try (Statement statement = first.createStatement()) {
                    statement.execute(cancel.formatted(session));
                }
                return waiting.isDone();
            });

            assertThat(waiting.handle((lock, failure) -> failure != null || lock.isEmpty())
                            .get())
                    .isTrue();
            assertThat(SessionState.of(engine, second)).isEqualTo(before);
            held.release();
        }
    }

    private static List<String> settings(Connection connection) throws java.sql.SQLException {
        return Queries.list(
                connection,
                "select current_setting(name) from pg_settings where name in ('lock_timeout', 'application_name')"
                        + " order by name",
                row -> row.getString(1));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whoWaitsForNothingIsAnsweredAtOnce(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection first = database.open();
                Connection second = database.open()) {
            HeldLock held = lock(engine).acquire(first, OWNER, Duration.ZERO).orElseThrow();
            await().atMost(Duration.ofSeconds(5))
                    .until(() ->
                            lock(engine).acquire(second, OWNER, Duration.ZERO).isEmpty());
            held.release();
        }
    }
}
