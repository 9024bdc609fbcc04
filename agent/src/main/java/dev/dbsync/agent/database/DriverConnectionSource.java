package dev.dbsync.agent.database;

import dev.dbsync.agent.database.driver.MariaDbSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;

/**
 * Opens connections through the JDBC driver that an address names. Keep-alive is on, so that a peer that vanished is
 * noticed by either side; connecting, logging in included, gives up after {@value #CONNECT_SECONDS} seconds, and the
 * answer to a question is waited for {@value #ANSWER_SECONDS} seconds. How long a change takes, nobody knows beforehand:
 * whoever sends one has to see for himself whether the server is at work on it.
 */
public final class DriverConnectionSource implements ConnectionSource {
    static final int CONNECT_SECONDS = 10;
    static final int ANSWER_SECONDS = 30;

    private static final Pattern H2_FILE = Pattern.compile("^jdbc:h2:file:(/[^;]*)");

    private final DatabaseAddress address;
    private final String agentName;

    /**
     * A source for one database.
     *
     * @param agentName the agent's name, which servers show beside its connections where they can
     */
    public DriverConnectionSource(DatabaseAddress address, String agentName) {
        this.address = address;
        this.agentName = agentName;
    }

    @Override
    public Connection open() throws SQLException {
        createFolder();
        return connect(address.jdbcUrl(), driverProperties());
    }

    /** H2 makes the folder of a database file itself, but two databases that do it at once get in each other's way. */
    private void createFolder() throws SQLException {
        Matcher file = H2_FILE.matcher(address.jdbcUrl());
        Path folder = file.find() ? Path.of(file.group(1)).getParent() : null;
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException exception) {
            throw new SQLException("the folder " + folder + " cannot be created", exception);
        }
    }

    @Override
    public Connection openForQuestions() throws SQLException {
        return address.scheme().equals("h2") ? existingH2() : connect(address.jdbcUrl(), impatientProperties());
    }

    private Properties impatientProperties() {
        Properties properties = driverProperties();
        put(properties, "socketTimeout", address.scheme().equals("mariadb") ? ANSWER_SECONDS * 1000 : ANSWER_SECONDS);
        if (address.scheme().equals("postgresql")) {
            // A statement that the server keeps prepared is lost where a pooler changes the session behind the
            // connection.
            put(properties, "prepareThreshold", 0);
        }
        return properties;
    }

    /** H2 creates a database that is not there when it is connected to, unless it is told not to. */
    private Connection existingH2() throws SQLException {
        try {
            return connect(address.jdbcUrl() + ";IFEXISTS=TRUE", driverProperties());
        } catch (SQLException exception) {
            if (exception.getErrorCode() == ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1) {
                return DriverManager.getConnection("jdbc:h2:mem:");
            }
            throw exception;
        }
    }

    private Connection connect(String url, Properties properties) throws SQLException {
        if (address.user() != null) {
            properties.setProperty("user", address.user());
        }
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        return address.scheme().equals("mariadb")
                ? MariaDbSockets.connect(url, properties)
                : DriverManager.getConnection(url, properties);
    }

    private Properties driverProperties() {
        Properties properties = new Properties();
        switch (address.scheme()) {
            case "postgresql" -> {
                put(properties, "connectTimeout", CONNECT_SECONDS);
                put(properties, "loginTimeout", CONNECT_SECONDS);
                put(properties, "tcpKeepAlive", true);
                put(properties, "ApplicationName", "dbsync-agent " + agentName);
            }
            case "mariadb" -> {
                put(properties, "connectTimeout", CONNECT_SECONDS * 1000);
                put(properties, "socketFactory", MariaDbSockets.class.getName());
                put(properties, "tcpKeepAlive", true);
            }
            default -> {
                // H2 lives in this process: there is nothing to keep alive.
            }
        }
        return properties;
    }

    /** What the URL says itself outweighs these. */
    private void put(Properties properties, String key, Object value) {
        if (!address.jdbcUrl().contains(key + "=")) {
            properties.setProperty(key, String.valueOf(value));
        }
    }

    @Override
    public Optional<Engine> engine() {
        return switch (address.scheme()) {
            case "postgresql" -> Optional.of(Engine.POSTGRESQL);
            case "mariadb" -> Optional.of(Engine.MARIADB);
            case "h2" -> Optional.of(Engine.H2);
            default -> Optional.empty();
        };
    }

    @Override
    public String explain(SQLException failure) {
        return ServerMessage.of(failure, address.password());
    }

    @Override
    public String describe() {
        return address.describe();
    }
}
