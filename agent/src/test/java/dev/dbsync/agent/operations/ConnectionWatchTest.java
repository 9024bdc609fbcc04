package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.Lease;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A watch goes on whatever happens to it, or the connection that it watches over ends. */
class ConnectionWatchTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicInteger renewals = new AtomicInteger();
    private final ConnectionSource source =
            new DriverConnectionSource(new DatabaseAddress("jdbc:h2:mem:watched", null, null), "test");
    private final AtomicBoolean cut = new AtomicBoolean();

    /** H2's connections cannot be cut, and nothing else is done to this one. */
    private final Connection working = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("abort");
                cut.set(true);
                return null;
            });

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    @Test
    void goesOnWhateverATickThrows() throws Exception {
        try (ConnectionWatch watch = watch(() -> {
            ticks.incrementAndGet();
            throw new StackOverflowError("planted");
        })) {
            watch.guard(lock(connection -> true));

            Awaitility.await().atMost(LONG).until(() -> ticks.get() > 2);
            assertThat(cut).isFalse();
        }
    }

    @Test
    void goesOnWhateverALookThrows() throws Exception {
        try (ConnectionWatch watch = watch(() -> {})) {
            watch.guard(lock(connection -> {
                if (renewals.incrementAndGet() == 1) {
                    throw new IllegalStateException("planted");
                }
                return true;
            }));

            Awaitility.await().atMost(LONG).until(() -> renewals.get() > 1);
            assertThat(cut).isFalse();
        }
    }

    @Test
    void cutsTheConnectionOfALeaseThatIsAnothers() throws Exception {
        try (ConnectionWatch watch = watch(() -> {})) {
            watch.guard(lock(connection -> false));

            Awaitility.await().atMost(LONG).untilTrue(cut);
        }
    }

    @Test
    void cutsTheConnectionOfALeaseThatCouldNotBeRenewedToItsEnd() throws Exception {
        try (ConnectionWatch watch = watch(() -> {})) {
            watch.guard(lock(connection -> {
                renewals.incrementAndGet();
                throw new SQLException("planted", "HY000");
            }));

            Awaitility.await().atMost(LONG).untilTrue(cut);
            assertThat(renewals.get()).isGreaterThan(1);
        }
    }

    @Test
    void cutsTheConnectionWhereItCannotGoOnItself() throws Exception {
        try (ConnectionWatch watch = watch(() -> {})) {
            watch.guard(lock(connection -> true));
            workers.shutdownNow();

            Awaitility.await().atMost(LONG).untilTrue(cut);
        }
    }

    @Test
    void isNotHadWhereNothingRunsIt() {
        workers.shutdownNow();

        assertThatThrownBy(() -> watch(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private ConnectionWatch watch(Runnable tick) throws SQLException {
        return ConnectionWatch.over(working, source, null, () -> 0, tick, workers);
    }

    private static HeldLock lock(Lease lease) {
        return new HeldLock() {
            @Override
            public Fence fence() {
                return Fence.NONE;
            }

            @Override
            public Optional<Lease> lease() {
                return Optional.of(lease);
            }

            @Override
            public Optional<HeldLock> resume(Connection connection, Duration wait) {
                return Optional.of(this);
            }

            @Override
            public void release() {}
        };
    }
}
