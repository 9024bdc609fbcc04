package dev.dbsync.agent.operations;

import java.sql.SQLException;

/** There was no connection to a database to begin with. */
final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    UnreachableException(SQLException cause) {
        super(cause);
        this.failure = cause;
    }

    SQLException failure() {
        return failure;
    }
}
