package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Keeps two syncs of one database apart. One lock for each database. Implementations are thread-safe. */
public interface DatabaseLock {

    /**
     * Takes the lock.
     *
     * @param connection the working connection, outside any transaction
     * @param owner who takes it, shown to others
     * @param wait how long to wait for another to let go of it at most
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

    /**
     * Whether a holder is there, or left something in the database when it died. Takes and writes nothing.
     *
     * @throws SQLException if the query fails
     */
    default boolean leftBehind(Connection connection) throws SQLException {
        return false;
    }

    /**
     * Clears what a holder that died left in the database, waiting for its lock to lapse if need be.
     *
     * @param connection a working one
     * @param owner who clears up
     * @return whether there was something, and it is gone
     * @throws SQLException if the connection fails
     */
    default boolean clear(Connection connection, LockHolder owner) throws SQLException {
        return false;
    }
}
