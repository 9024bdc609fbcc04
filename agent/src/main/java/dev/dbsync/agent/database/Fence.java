package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Stands between a holder that may have lost its lock without knowing and the database that it would write to. A lock that
 * dies with its session needs none: whoever lost it has no session left to write with.
 */
public interface Fence {
    /** For locks that die with their session. */
    Fence NONE = new Fence() {};

    /**
     * Begins a transaction, before its first statement.
     *
     * @throws SQLException if the connection fails
     */
    default void begin(Connection connection) throws SQLException {}

    /** A statement in the form in which the server runs it only while the lock is held. */
    default String around(String statement) {
        return statement;
    }

    /**
     * Makes sure that a transaction can be committed only while the lock is held; its last statement.
     *
     * @throws LeaseLostException if the lock is no longer held
     * @throws SQLException if the connection fails
     */
    default void confirm(Connection connection) throws SQLException {}

    /** A failure for what it means: a {@link LeaseLostException} where it comes of this fence, itself otherwise. */
    default SQLException interpret(SQLException failure) {
        return failure;
    }
}
