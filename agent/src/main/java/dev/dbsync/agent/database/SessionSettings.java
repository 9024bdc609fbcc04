package dev.dbsync.agent.database;

import java.sql.SQLException;

/** Settings of a session for as long as it holds a lock. */
@FunctionalInterface
public interface SessionSettings {
    /** Changes nothing. */
    SessionSettings NONE = session -> {};

    /**
     * Makes the settings; they are undone with the other changes.
     *
     * @throws SQLException if the connection fails
     */
    void apply(SessionChanges session) throws SQLException;
}
