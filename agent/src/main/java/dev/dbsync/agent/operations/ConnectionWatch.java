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
    private long leaseEnds;
    private boolean sessionKept = true;
    private boolean onlyKeepsAlive;
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
        leaseEnds = System.nanoTime() + LeaseLock.LENGTH.toNanos();
        sessionKept = lock.keepsSession();
    }

    /** From now on nothing is sent on the working connection but what keeps its session, and with it the lock, alive. */
    synchronized void onlyKeepAlive() {
        onlyKeepsAlive = true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Whoever is watched no more must not go on: however the loop ends, the connection ends with it. */
    private void loop() {
        try {
            while (rest()) {
                guarded(this::pulse);
                cutWhenLapsed();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            cut("nothing watches over it any more");
        }
    }

    /** Whatever one look throws is that look's failure; the next one comes all the same. */
    private void guarded(Runnable look) {
        try {
            look.run();
        } catch (Throwable failure) {
            LOG.warn("{}: the agent failed at watching over its session, and goes on watching", source.describe());
            LOG.debug("{}: the failure of the watch", source.describe(), failure);
        }
    }

    /** Until the next pulse is due; false where there will be none. */
    private synchronized boolean rest() throws InterruptedException {
        long due = System.nanoTime() + PULSE.toNanos();
        while (!closed && System.nanoTime() < due) {
            wait(1_000);
            if (!closed) {
                guarded(tick);
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
            if (held == null || renewed(held, observer)) {
                look(observer);
            }
        } catch (SQLException failure) {
            LOG.warn("{}: cannot be asked how its session is: {}", source.describe(), source.explain(failure));
            if (PassingFailures.lost(failure) && !PassingFailures.refusedForNow(failure)) {
                cutWhenOverdue("the server is out of reach");
            }
        }
    }

    private void look(Connection observer) throws SQLException {
        if (!onlyKeepsAlive()) {
            judge(activity(observer));
        } else if (!working.isValid(READ_MILLIS / 1_000)) {
            cut("its session is gone");
        }
    }

    private synchronized boolean onlyKeepsAlive() {
        return onlyKeepsAlive;
    }

    private boolean renewed(Lease held, Connection observer) throws SQLException {
        long end = System.nanoTime() + LeaseLock.LENGTH.toNanos();
        if (!held.renew(observer)) {
            cut("the lease is no longer this agent's");
            return false;
        }
        synchronized (this) {
            leaseEnds = end;
        }
        return true;
    }

    private void cutWhenLapsed() {
        boolean lapsed;
        synchronized (this) {
            lapsed = lease != null && System.nanoTime() - leaseEnds >= 0;
        }
        if (lapsed) {
            cut("its lease could not be renewed");
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
