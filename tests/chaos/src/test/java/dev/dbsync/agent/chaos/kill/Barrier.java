package dev.dbsync.agent.chaos.kill;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/**
 * What holds a statement up inside a server, so that its sender can be killed meanwhile. While it is up, the statement of a
 * dead sender still runs: whoever comes next has to wait for it.
 */
interface Barrier extends AutoCloseable {
    /** How long a server may take to notice that a client is gone. */
    Duration NOTICED = Duration.ofSeconds(5);

    /** How many connections have reached the barrier, or wait for the agent's lock. */
    long held() throws SQLException;

    /** Lets everybody through. */
    void open() throws SQLException;

    /** Leaves the database without a trace of the barrier. */
    @Override
    void close() throws SQLException;

    /**
     * Waits until the successor of a dead client stands still, behind that client's statement; or in its place, where the
     * server has noticed meanwhile that nobody waits for it any more. MariaDB looks each second, PostgreSQL each five: a
     * successor that comes later than that finds nobody in its way, and may have passed.
     */
    default void awaitSuccessor(BooleanSupplier passed) {
        long start = System.nanoTime();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(1))
                .until(() -> passed.getAsBoolean()
                        || held() >= 2
                        || (held() == 1 && System.nanoTime() - start > NOTICED.toNanos()));
    }

    /** Waits until so many connections stand still. */
    default void awaitHeld(int connections) {
        ThrowingRunnable enough = () -> {
            if (held() < connections) {
                throw new AssertionError("only " + held() + " of " + connections + " connections stand still");
            }
        };
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(enough);
    }
}
