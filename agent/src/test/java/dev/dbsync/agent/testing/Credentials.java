package dev.dbsync.agent.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A database user that may connect to {@code jdbcUrl}. */
public record Credentials(String jdbcUrl, String user, String password) {

    public Connection open() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, properties(user, password));
    }

    /** With what drivers need to be told: MySQL's server hands out its key for a password only to who asks for it. */
    static Properties properties(String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return properties;
    }
}
