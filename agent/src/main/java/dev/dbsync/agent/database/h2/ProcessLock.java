package dev.dbsync.agent.database.h2;

import dev.dbsync.agent.database.DatabaseLock;
import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.LockHolder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lock within this process, which is where an embedded database lives. Semaphores, not monitors: the thread that lets
 * go need not be the one that took it.
 */
final class ProcessLock implements DatabaseLock {
    /** For the whole process, as the databases are: two dialects in one process have to see the same locks. */
    private static final Map<String, ProcessHeldLock> LOCKS = new ConcurrentHashMap<>();

    /** The lock is the process's, not the connection's: a new connection changes nothing. */
    private static final class ProcessHeldLock implements HeldLock {
        private final Semaphore semaphore = new Semaphore(1, true);
        private volatile @Nullable LockHolder holder;

        @Override
        public Optional<HeldLock> resume(Connection connection, Duration wait) {
            return Optional.of(this);
        }

        @Override
        public void release() {
            holder = null;
            semaphore.release();
        }
    }

    @Override
    public Optional<HeldLock> acquire(Connection connection, LockHolder owner, Duration wait) throws SQLException {
        ProcessHeldLock held = held(connection);
        try {
            if (!held.semaphore.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        held.holder = owner;
        return Optional.of(held);
    }

    @Override
    public Optional<LockHolder> holder(Connection connection) throws SQLException {
        return Optional.ofNullable(held(connection).holder);
    }

    /** The URL names the database; a private one has a URL that it shares with others, which costs only patience. */
    private static ProcessHeldLock held(Connection connection) throws SQLException {
        return LOCKS.computeIfAbsent(connection.getMetaData().getURL(), url -> new ProcessHeldLock());
    }
}
