package dev.dbsync.agent.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database user that may connect to {@code jdbcUrl}. */
public record Credentials(String jdbcUrl, String user, String password) {

    public Connection open() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }
}
