package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.Lease;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.database.PassingFailures;
import dev.dbsync.agent.database.SessionActivity;
import dev.dbsync.agent.database.SessionMonitor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over the working connection of a sync, from a connection of its own: renews the lease, if there is one, and asks
 * the server whether it still works on what it was sent.
 *
 * <p>A change of a large table takes as long as it takes, so no time-out can tell a long answer from a lost one. The server
 * can. Where it says that the session is gone, or idle although an answer is being waited for, or cannot be reached at all
 * for a while, the working connection is cut, and the sync goes on with a new one.
 */
final class ConnectionWatch implements AutoCloseable {
    /** How often to look: as often as a lease wants to be renewed. */
    static final Duration PULSE = LeaseLock.RENEWAL;

    /** How long the server may be out of reach, or say that it is idle, before the working connection is given up. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int READ_MILLIS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

    private final ConnectionSource source;
    private final Connection working;
    private final @Nullable SessionMonitor monitor;
    private final SessionMonitor.@Nullable Session session;
    private final LongSupplier progress;
    private final Runnable tick;
    private @Nullable Lease lease;
    private boolean sessionKept = true;
    private boolean closed;
    private long lastGood = System.nanoTime();
    private long lastProgress;

    /**
     * Begins to watch.
     *
     * @param monitor of the working connection's server; null where there is none to ask
     * @param progress a number that changes whenever the sync hears from its server
     * @param tick run about every second, for whatever else has to be looked after
     * @throws SQLException if the working connection fails
     */
    static ConnectionWatch over(
            Connection working,
            ConnectionSource source,
            @Nullable SessionMonitor monitor,
            LongSupplier progress,
            Runnable tick,
            Executor executor)
            throws SQLException {
        ConnectionWatch watch = new ConnectionWatch(
                source, working, monitor, monitor == null ? null : monitor.session(working), progress, tick);
        executor.execute(watch::loop);
        return watch;
    }

    private ConnectionWatch(
            ConnectionSource source,
            Connection working,
            @Nullable SessionMonitor monitor,
            SessionMonitor.@Nullable Session session,
            LongSupplier progress,
            Runnable tick) {
        this.source = source;
        this.working = working;
        this.monitor = monitor;
        this.session = session;
        this.progress = progress;
        this.tick = tick;
    }

    /** From now on this lock is held: its lease, if it is one, is renewed. */
    synchronized void guard(HeldLock lock) {
        lease = lock.lease().orElse(null);
        sessionKept = lock.keepsSession();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void loop() {
        try {
            while (rest()) {
                pulse();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the next pulse is due; false where there will be none. */
    private synchronized boolean rest() throws InterruptedException {
        long due = System.nanoTime() + PULSE.toNanos();
        while (!closed && System.nanoTime() < due) {
            wait(1_000);
            if (!closed) {
                tick.run();
            }
        }
        return !closed;
    }

    private synchronized @Nullable Lease lease() {
        return lease;
    }

    private void pulse() {
        Lease held = lease();
        if (monitor == null && held == null) {
            return;
        }
        try (Connection observer = source.open()) {
            observer.setNetworkTimeout(Runnable::run, READ_MILLIS);
            if (held != null && !held.renew(observer)) {
                LOG.warn("{}: the lease is no longer this agent's", source.describe());
            }
            judge(activity(observer));
        } catch (SQLException failure) {
            LOG.warn("{}: cannot be asked how its session is: {}", source.describe(), source.explain(failure));
            if (PassingFailures.lost(failure) && !PassingFailures.refusedForNow(failure)) {
                cutWhenOverdue("the server is out of reach");
            }
        }
    }

    private SessionActivity activity(Connection observer) throws SQLException {
        return monitor == null || session == null || !keepsSession()
                ? SessionActivity.UNKNOWN
                : monitor.activity(observer, session);
    }

    private synchronized boolean keepsSession() {
        return sessionKept;
    }

    private void judge(SessionActivity activity) {
        long now = progress.getAsLong();
        boolean moved = now != lastProgress;
        lastProgress = now;
        switch (activity) {
            case WORKING, UNKNOWN -> lastGood = System.nanoTime();
            case IDLE -> {
                if (moved) {
                    lastGood = System.nanoTime();
                } else {
                    cutWhenOverdue("the server has answered, and the answer did not arrive");
                }
            }
            case GONE -> cut("its session is gone");
        }
    }

    private void cutWhenOverdue(String why) {
        if (System.nanoTime() - lastGood >= PATIENCE.toNanos()) {
            cut(why);
        }
    }

    private void cut(String why) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        LOG.warn("{}: the connection is given up: {}", source.describe(), why);
        try {
            working.abort(Runnable::run);
        } catch (SQLException failure) {
            LOG.warn("{}: the connection cannot be aborted: {}", source.describe(), source.explain(failure));
        }
    }
}
