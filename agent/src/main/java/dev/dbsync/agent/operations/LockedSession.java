package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.DatabaseLock;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SessionChanges;
import dev.dbsync.agent.database.TableUser;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a sync, with the watch over it and the lock on it. Where the connection breaks, the next one goes on under
 * the same lock, and finds out what became of a commit that was not answered. Not thread-safe, but for what its watch does.
 */
final class LockedSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LockedSession.class);

    private final RunningOperation operation;
    private final ManagedDatabase database;
    private final LockHolder owner;
    private final Executor executor;
    private final SyncReport report;
    private final UnansweredChanges unanswered = new UnansweredChanges();
    private final long start = System.nanoTime();
    private final Instant began = Instant.now();
    private @Nullable Connection connection;
    private @Nullable ConnectionWatch watch;
    private @Nullable HeldLock lock;
    private boolean reached;
    private volatile boolean waiting;
    private boolean told;

    LockedSession(
            RunningOperation operation,
            ManagedDatabase database,
            LockHolder owner,
            Executor executor,
            SyncReport report) {
        this.operation = operation;
        this.database = database;
        this.owner = owner;
        this.executor = executor;
        this.report = report;
    }

    /** What was sent on its connections and not answered. */
    UnansweredChanges unanswered() {
        return unanswered;
    }

    Connection connection() {
        return Objects.requireNonNull(connection, "not connected");
    }

    HeldLock lock() {
        return Objects.requireNonNull(lock, "not locked");
    }

    /** Whether it waits for something that it need not have where the agent stops. */
    boolean waiting() {
        return waiting;
    }

    /** Whether nobody has looked, connected or locked yet. */
    boolean isNew() {
        return connection == null && lock == null;
    }

    /**
     * Connects and locks, unless that is so already.
     *
     * @return why there is no lock; empty where there is one
     */
    Optional<Outcome> open() throws SQLException, UnreachableException, InterruptedException {
        if (connection != null) {
            return Optional.empty();
        }
        waiting = true;
        if (!operation.firstLock().await(database.name(), operation::stopping)) {
            return Optional.of(operation.stopped());
        }
        operation.prepare(executor);
        Connection opened = reach(database.source()::open);
        connection = opened;
        watch = watch(opened);
        Optional<Outcome> refused = lock == null ? acquire(opened) : resume(opened, lock);
        waiting = false;
        return refused;
    }

    /** Something that needs a connection. */
    interface Reaching<T> {
        T reach() throws SQLException;
    }

    /** Whoever never had a connection is told that there is none. */
    <T> T reach(Reaching<T> reaching) throws SQLException, UnreachableException {
        try {
            T answer = reaching.reach();
            reached = true;
            return answer;
        } catch (SQLException failure) {
            if (!reached) {
                throw new UnreachableException(failure);
            }
            throw failure;
        }
    }

    private ConnectionWatch watch(Connection watched) throws SQLException {
        try (SessionChanges limit = AnswerLimit.on(watched)) {
            Dialect dialect = database.pipeline().dialect(limit.connection());
            unanswered.takenBack(dialect.transactionalDdl());
            return ConnectionWatch.over(
                    watched,
                    database.source(),
                    dialect.sessionMonitor().orElse(null),
                    report::events,
                    () -> stopWaiting(watched),
                    executor);
        }
    }

    /** Whoever waits for a lock when the agent is stopped would keep it from stopping; and is told of. */
    private void stopWaiting(Connection watched) {
        if (waiting && operation.stopping()) {
            abort(watched);
        } else if (waiting && lock == null && !told) {
            told = true;
            report.waits(new Waiting(Waiting.Kind.LOCK, database.name(), null, began, holder()));
        }
    }

    /** Who is waited for, as far as the database tells; asked once, on a connection for questions. */
    private List<TableUser> holder() {
        try (Connection question = database.source().openForQuestions();
                SessionChanges limit = AnswerLimit.on(question)) {
            return database.pipeline().detect(limit.connection()).holder().stream()
                    .map(holder -> new TableUser(null, null, holder.host(), holder.since(), holder.operation()))
                    .toList();
        } catch (SQLException failure) {
            LOG.debug("{}: who holds the lock is not known", database.name(), failure);
            return List.of();
        }
    }

    private Optional<Outcome> acquire(Connection opened) throws SQLException {
        Optional<? extends DatabaseLock> kind =
                database.pipeline().lock(opened, database.settings().lock(), database.source());
        if (kind.isEmpty()) {
            return Optional.of(new Outcome.Failed(
                    database.settings().lock() == LockMode.SESSION ? Failures.sessionLost() : Failures.unguarded()));
        }
        Duration patience = operation.request().patience();
        Duration left = patience.minus(waited());
        Optional<HeldLock> held = kind.get().acquire(opened, owner, left.isNegative() ? Duration.ZERO : left);
        if (held.isEmpty()) {
            return Optional.of(new Outcome.Failed(Failures.locked(kind.get().holder(opened), patience)));
        }
        hold(held.get());
        report.locked(waited(), held.get().takenOver());
        return Optional.empty();
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void hold(HeldLock held) {
        lock = held;
        if (watch != null) {
            watch.guard(held);
        }
    }

    private Optional<Outcome> resume(Connection opened, HeldLock before) throws SQLException {
        Duration patience = operation.request().patience().plus(SyncRun.PATIENCE);
        Optional<HeldLock> resumed = before.resume(opened, patience);
        if (resumed.isEmpty()) {
            return Optional.of(new Outcome.Failed(
                    Failures.locked(database.pipeline().detect(opened).holder(), patience)));
        }
        hold(resumed.get());
        unanswered.settle(opened, database.pipeline(), report);
        report.reconnected();
        return Optional.empty();
    }

    /** Gives the connection up; the lock is held on. */
    void drop() {
        if (watch != null) {
            watch.close();
        }
        if (connection != null) {
            abort(connection);
        }
        watch = null;
        connection = null;
    }

    private void abort(Connection broken) {
        try {
            broken.abort(Runnable::run);
        } catch (SQLException failure) {
            LOG.debug("{}: the connection cannot be aborted", database.name(), failure);
        }
    }

    /** The work has ended, and the lock is kept: the watch sees to it that its silent session is kept alive. */
    void keep() {
        if (watch != null) {
            watch.onlyKeepAlive();
        }
    }

    /** Lets go of the lock and the connection. What goes wrong with that takes nothing away from what was done. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        try (Connection closing = connection) {
            if (closing != null && lock != null && !closing.isClosed()) {
                AnswerLimit.on(closing);
                lock.release();
            }
        } catch (SQLException | RuntimeException failure) {
            // A lock of the session goes with it; a lease lapses, and the next sync clears it.
            LOG.warn("{}: the lock was not let go of: {}", database.name(), Failures.explain(database, failure));
        }
    }
}
