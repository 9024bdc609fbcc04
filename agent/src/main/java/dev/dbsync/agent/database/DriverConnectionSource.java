package dev.dbsync.agent.database;

import dev.dbsync.agent.database.driver.DriverSockets;
import dev.dbsync.agent.database.driver.Login;
import dev.dbsync.agent.database.driver.PemTlsSockets;
import dev.dbsync.agent.database.driver.PostgresqlTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;

/**
 * Opens connections through the JDBC driver that an address names. Keep-alive is on, so that a peer that vanished is
 * noticed by either side; connecting, logging in included, gives up after {@value #CONNECT_SECONDS} seconds, and the
 * answer to a question is waited for {@value #ANSWER_SECONDS} seconds. How long a change takes, nobody knows beforehand:
 * whoever sends one has to see for himself whether the server is at work on it.
 *
 * <p>Sessions begin with their settings, which cost no message and leave nothing to undo: the server gives up one whose
 * client vanished, and writes nothing for one that was opened for questions. An older server is given those that it knows. A
 * pooler that refuses such settings is connected to without them: a session behind it belongs to others as well.
 */
public final class DriverConnectionSource implements ConnectionSource {
    static final int CONNECT_SECONDS = 10;
    static final int ANSWER_SECONDS = 30;

    private static final Duration LOGIN = Duration.ofSeconds(CONNECT_SECONDS);
    private static final Pattern H2_FILE = Pattern.compile("^jdbc:h2:file:(/[^;]*)");

    /** SQLSTATEs of a PostgreSQL server, or a pooler before it, that does not know a setting or may not take it. */
    private static final Pattern SETTING_REFUSED = Pattern.compile("08P01|22023|42.*");

    /** Settings that PostgreSQL 12 and 13 do not know. */
    private static final Pattern SINCE_14 =
            Pattern.compile("-c (idle_session_timeout|client_connection_check_interval)=\\S+ ?");

    private static final String POSTGRESQL_GUARDS = LockTimeouts.POSTGRESQL_GUARDS.entrySet().stream()
            .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(" "));

    private final DatabaseAddress address;
    private final String agentName;
    /** Which of its choices of settings the server, or a pooler before it, takes. */
    private volatile int taken;

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
            put(properties, "options", POSTGRESQL_GUARDS + " -c default_transaction_read_only=on");
        } else {
            put(properties, "initSql", "set session transaction read only");
        }
        return properties;
    }

    /** H2 creates a database that is not there when it is connected to, unless it is told not to. */
    private Connection existingH2() throws SQLException {
        try {
            return connect(address.jdbcUrl() + ";IFEXISTS=TRUE", driverProperties());
        } catch (SQLException exception) {
            if (exception.getErrorCode() == ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1) {
                return Login.connect("jdbc:h2:mem:", new Properties(), LOGIN);
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
        if (properties.containsKey("sslfactory")) {
            PostgresqlTls.check(url, properties);
        }
        return address.scheme().equals("postgresql")
                ? postgresql(url, properties)
                : Login.connect(url, properties, LOGIN);
    }

    /** With all settings, with those that servers before PostgreSQL 14 know, or with none: the first that are taken. */
    private Connection postgresql(String url, Properties properties) throws SQLException {
        String settings = properties.getProperty("options", "");
        List<String> choices = List.of(settings, SINCE_14.matcher(settings).replaceAll(""), "");
        for (int choice = taken; ; choice++) {
            if (choices.get(choice).isEmpty()) {
                properties.remove("options");
            } else {
                properties.setProperty("options", choices.get(choice));
            }
            try {
                Connection connection = Login.connect(url, properties, LOGIN);
                taken = choice;
                return connection;
            } catch (SQLException failure) {
                boolean refused = SETTING_REFUSED
                        .matcher(String.valueOf(failure.getSQLState()))
                        .matches();
                if (!refused || choice == choices.size() - 1 || settings.isEmpty()) {
                    throw failure;
                }
            }
        }
    }

    private Properties driverProperties() {
        Properties properties = new Properties();
        switch (address.scheme()) {
            case "postgresql" -> {
                put(properties, "connectTimeout", CONNECT_SECONDS);
                properties.setProperty("socketFactory", DriverSockets.class.getName());
                put(properties, "tcpKeepAlive", true);
                put(properties, "ApplicationName", "dbsync-agent " + agentName);
                put(properties, "options", POSTGRESQL_GUARDS);
                // A statement that the server keeps prepared is lost where a pooler changes the session behind the
                // connection.
                put(properties, "prepareThreshold", 0);
                if (saysAny("sslrootcert", "sslcert", "sslkey")) {
                    properties.setProperty("sslfactory", PostgresqlTls.class.getName());
                }
            }
            case "mariadb" -> {
                put(properties, "connectTimeout", CONNECT_SECONDS * 1000);
                properties.setProperty("socketFactory", DriverSockets.class.getName());
                put(properties, "tcpKeepAlive", true);
                // A server is neither to ask for a file, nor to name another to log in to, as none may with PyMySQL.
                put(properties, "allowLocalInfile", false);
                put(properties, "permitRedirect", false);
                // Without TLS a password goes to MySQL enciphered by the server's own key, as PyMySQL sends it.
                put(properties, "allowPublicKeyRetrieval", true);
                put(properties, "sessionVariables", "wait_timeout=" + LockTimeouts.SILENCE.toSeconds());
                if (saysAny(PemTlsSockets.AUTHORITIES, PemTlsSockets.CERTIFICATE)) {
                    properties.setProperty("tlsSocketType", PemTlsSockets.TYPE);
                }
            }
            default -> {
                // H2 lives in this process: there is nothing to keep alive.
            }
        }
        return properties;
    }

    private boolean saysAny(String... parameters) {
        return Stream.of(parameters).anyMatch(address::says);
    }

    /** What the URL says itself outweighs these. */
    private void put(Properties properties, String key, Object value) {
        if (!address.says(key)) {
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
