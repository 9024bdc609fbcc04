package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.DatabaseLock;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.LeaseLostException;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.execution.StepFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sync of one database, from its first connection to its end. It outlives connections: where one breaks, it takes a new
 * one, makes sure of its lock, finds out what became of a commit that was not answered, and plans anew; what was done is
 * found done. Not thread-safe, but for what its watch does.
 *
 * <pre>
 * look ─▶ connect ─▶ lock ─▶ plan and execute ─▶ release
 *  │         ▲        ▲              │ connection lost, statement collided
 *  │         │      resume           │
 *  │         └────────┴──────────────┘ for {@link #PATIENCE} without progress at most
 *  └─▶ nothing to do, nobody at work
 * </pre>
 */
final class SyncRun implements AutoCloseable {
    /** How long a server may be away, or statements collide, without anything getting done in between. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How often to look again where the schema moved between a look and the statement that it was for. */
    private static final int LOOKS = 3;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(SyncRun.class);

    private final RunningOperation operation;
    private final ManagedDatabase database;
    private final LockHolder owner;
    private final Executor executor;
    private final CountingListener listener;
    private final UnansweredChanges unanswered = new UnansweredChanges();
    private final long start = System.nanoTime();
    private @Nullable Connection connection;
    private @Nullable ConnectionWatch watch;
    private @Nullable HeldLock lock;
    private @Nullable SyncFailure firstFailure;
    private long eventsAtFailure;
    private int overtakings;
    private volatile boolean waiting;

    SyncRun(
            RunningOperation operation,
            ManagedDatabase database,
            LockHolder owner,
            Executor executor,
            OperationObserver observer) {
        this.operation = operation;
        this.database = database;
        this.owner = owner;
        this.executor = executor;
        this.listener = new CountingListener(List.of(operation.listener(database.name()), observer.sync(database)));
    }

    /**
     * Synchronises.
     *
     * @throws UnreachableException if there is no connection to begin with
     * @throws LeaseLostException if the lock was lost to another
     * @throws StepFailedException if a step fails
     * @throws SQLException if the connection fails outside a step, and no new one helps
     */
    SyncOutcome run() throws SQLException, StepFailedException, UnreachableException {
        while (true) {
            try {
                Optional<SyncOutcome> refused = ready();
                return refused.isPresent() ? refused.get() : work();
            } catch (StepFailedException failure) {
                unanswered.note(failure);
                recover(new SyncFailure(failure, failure.failure(), System.nanoTime()));
            } catch (SQLException failure) {
                if (operation.stopping() && waiting) {
                    unanswered.admit(listener);
                    return new SyncOutcome.Stopped();
                }
                recover(new SyncFailure(null, failure, System.nanoTime()));
            }
        }
    }

    /** A connection, and the lock on it; or why there is none. */
    private Optional<SyncOutcome> ready() throws SQLException {
        if (connection != null) {
            return Optional.empty();
        }
        waiting = true;
        Optional<SyncOutcome> settled = lock == null ? settled() : Optional.empty();
        if (settled.isPresent()) {
            return settled;
        }
        operation.prepare(executor);
        Connection opened = database.source().open();
        connection = opened;
        watch = watch(opened);
        Optional<SyncOutcome> refused = lock == null ? acquire(opened) : resume(opened, lock);
        waiting = false;
        return refused;
    }

    private Optional<SyncOutcome> settled() throws SQLException {
        Optional<Planned> planned = new FirstLook(database, operation.request()).nothingToDo();
        planned.ifPresent(listener::planned);
        return planned.map(SyncOutcome.Finished::new);
    }

    private ConnectionWatch watch(Connection watched) throws SQLException {
        try (AnswerLimit limit = AnswerLimit.on(watched)) {
            Dialect dialect = database.pipeline().dialect(limit.connection());
            unanswered.takenBack(dialect.transactionalDdl());
            return ConnectionWatch.over(
                    watched,
                    database.source(),
                    dialect.sessionMonitor().orElse(null),
                    listener::events,
                    () -> stopWaiting(watched),
                    executor);
        }
    }

    /** Whoever waits for a lock when the agent is stopped would keep it from stopping. */
    private void stopWaiting(Connection watched) {
        if (operation.stopping() && waiting) {
            abort(watched);
        }
    }

    private Optional<SyncOutcome> acquire(Connection opened) throws SQLException {
        Optional<? extends DatabaseLock> kind = database.pipeline().lock(opened, database.lock());
        if (kind.isEmpty()) {
            return Optional.of(new SyncOutcome.Unguarded());
        }
        Duration left = operation.request().patience().minus(waited());
        Optional<HeldLock> held = kind.get().acquire(opened, owner, left.isNegative() ? Duration.ZERO : left);
        if (held.isEmpty()) {
            return Optional.of(new SyncOutcome.Locked(kind.get().holder(opened)));
        }
        hold(held.get());
        listener.locked(waited(), held.get().takenOver());
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

    private Optional<SyncOutcome> resume(Connection opened, HeldLock before) throws SQLException {
        Optional<HeldLock> resumed =
                before.resume(opened, operation.request().patience().plus(PATIENCE));
        if (resumed.isEmpty()) {
            unanswered.admit(listener);
            return Optional.of(
                    new SyncOutcome.Locked(database.pipeline().detect(opened).holder()));
        }
        hold(resumed.get());
        unanswered.settle(opened, database.pipeline(), listener);
        listener.reconnected();
        LOG.info("Operation {}: {} goes on with a new connection", operation.id(), database.name());
        return Optional.empty();
    }

    private SyncOutcome work() throws SQLException, StepFailedException {
        SyncRequest request = operation.request();
        return database.pipeline()
                .underLock(
                        Objects.requireNonNull(connection),
                        Objects.requireNonNull(lock).fence(),
                        request.target(database.catalog()),
                        request.adopted(database.catalog()),
                        listener);
    }

    /** Gets ready for another attempt after a failure, or throws it. */
    private void recover(SyncFailure failure) throws SQLException, StepFailedException, UnreachableException {
        if (failure.cause() instanceof LeaseLostException lost) {
            listener.fenced();
            unanswered.admit(listener);
            throw lost;
        }
        if (connection == null && lock == null && firstFailure == null && !failure.refusedForNow()) {
            throw new UnreachableException(failure.cause());
        }
        SyncFailure first = firstSinceProgress(failure);
        if (!worthAnother(failure, first) || !pause()) {
            first.addSuppressed(failure);
            unanswered.admit(listener);
            throw first.thrown();
        }
        if (failure.lost() || waiting) {
            dropConnection();
        }
    }

    private boolean worthAnother(SyncFailure failure, SyncFailure first) {
        return failure.overtaken()
                ? ++overtakings <= LOOKS
                : failure.passing() && failure.nanos() - first.nanos() <= PATIENCE.toNanos();
    }

    /** The first of the failures between which nothing got done: the one that an operator wants to hear of. */
    private SyncFailure firstSinceProgress(SyncFailure failure) {
        if (firstFailure == null || listener.events() != eventsAtFailure) {
            LOG.warn(
                    "Operation {}: {}: {}",
                    operation.id(),
                    database.name(),
                    database.source().explain(failure.cause()));
            firstFailure = failure;
            overtakings = 0;
            eventsAtFailure = listener.events();
        }
        return firstFailure;
    }

    private boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return !operation.stopping();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void dropConnection() {
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

    /** The connection is closed next, and needs no limit of before. */
    private static void release(Connection closing, HeldLock held) throws SQLException {
        AnswerLimit.on(closing);
        held.release();
    }

    /** Lets go of the lock and the connection. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        try (Connection closing = connection) {
            if (closing != null && lock != null && !closing.isClosed()) {
                release(closing, lock);
            }
        } catch (SQLException failure) {
            // A lock of the session goes with it; a lease lapses, and the next sync clears it.
            LOG.warn(
                    "{}: the lock was not let go of: {}",
                    database.name(),
                    database.source().explain(failure));
        }
    }
}
