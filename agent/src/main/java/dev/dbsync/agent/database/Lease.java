package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;

/** The lease behind a lock: it lapses unless it is renewed, from any connection to the database. Thread-safe. */
@FunctionalInterface
public interface Lease {

    /**
     * Renews the lease.
     *
     * @param connection any but the working connection, which may be waiting for a statement
     * @return whether it is still this holder's
     * @throws SQLException if the connection fails, which says nothing about the lease
     */
    boolean renew(Connection connection) throws SQLException;
}
