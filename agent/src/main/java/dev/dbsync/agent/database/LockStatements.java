package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A lock that belongs to the session of a connection: it ends with the session, so a dead holder frees it at once, and a
 * paused one cannot be overtaken. One lock for each database. Implementations are thread-safe.
 */
public interface LockStatements {

    /**
     * Takes the lock, waiting in the engine's own queue.
     *
     * @param connection the working connection, outside any transaction
     * @param owner who takes it, shown to others where the engine can
     * @param wait how long to wait at most
     * @return the lock, to be let go of; empty where it could not be had in time
     * @throws SQLException if the connection fails
     */
    Optional<HeldLock> acquire(Connection connection, LockHolder owner, Duration wait) throws SQLException;

    /**
     * Who holds the lock; empty where nobody does. Takes and writes nothing.
     *
     * @throws SQLException if the query fails
     */
    Optional<LockHolder> holder(Connection connection) throws SQLException;

    /** A lock that is held. */
    @FunctionalInterface
    interface HeldLock {

        /**
         * Lets go of the lock, and gives the session back what taking it had changed. Where the connection was closed
         * meanwhile, the session is gone and nothing is left to give back.
         *
         * @throws SQLException if the connection fails, in which case the lock is gone with the session
         */
        void release() throws SQLException;
    }
}
