package dev.dbsync.agent.control;

import java.sql.SQLException;

/** A control table no longer holds what it held when the step began: another tool has moved the database on. */
public final class VersionMovedException extends SQLException {
    private static final long serialVersionUID = 1L;

    public VersionMovedException(String table, String expected) {
        super(table + " no longer holds " + expected + ": another tool changed it meanwhile");
    }
}
