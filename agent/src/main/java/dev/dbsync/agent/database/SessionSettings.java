package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Settings of a session for as long as it holds a lock. */
@FunctionalInterface
public interface SessionSettings {
    /** Changes nothing. */
    SessionSettings NONE = connection -> () -> {};

    /** Undoes them, on the connection that they were made on. */
    @FunctionalInterface
    interface Undo {
        void run() throws SQLException;
    }

    /**
     * Makes the settings.
     *
     * @return what gives the session back its settings of before
     * @throws SQLException if the connection fails
     */
    Undo apply(Connection connection) throws SQLException;
}
