package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database of the embedded engine, in memory or in a file. */
public final class H2Database implements DatabaseUnderTest {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final String USER = "sa";
    private static final String PASSWORD = "h2-secret";
    private static final String LISTENER = ";DATABASE_EVENT_LISTENER='" + H2StatementLog.class.getName() + "'";

    private final String name;
    private final String location;
    private final @Nullable TemporaryFolder folder;
    private int marked;

    private H2Database(String name, String location, @Nullable TemporaryFolder folder) {
        this.name = name;
        this.location = location;
        this.folder = folder;
    }

    /** In memory, under a name of its own, so that several connections of this process meet in it. */
    public static H2Database inMemory() {
        String name = "test-" + UUID.randomUUID();
        return new H2Database(name, "jdbc:h2:mem:" + name, null);
    }

    /** In a file in a temporary folder. */
    public static H2Database inFile() {
        TemporaryFolder folder = TemporaryFolder.create("h2");
        return new H2Database("test", "jdbc:h2:file:" + folder.path().resolve("test"), folder);
    }

    /** A connection to a database without a name: no other connection can reach it, and it ends with this one. */
    public static Connection openPrivate() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:mem:", USER, PASSWORD);
    }

    @Override
    public Engine engine() {
        return Engine.H2;
    }

    @Override
    public String name() {
        return name;
    }

    /** With the log of statements, so for this process only: see {@link #plainJdbcUrl()}. */
    @Override
    public String jdbcUrl() {
        return plainJdbcUrl() + LISTENER;
    }

    /** Without the log of statements, for another process to use a file by. */
    @Override
    public String plainJdbcUrl() {
        return folder == null ? location + ";DB_CLOSE_DELAY=-1" : location;
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public Credentials readOnlyUser() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("create user if not exists reader password '%s'".formatted(PASSWORD));
            statement.execute("grant select on schema public to reader");
        }
        // an ordinary user may not set a listener or a delay; the database keeps those that it has
        return new Credentials(location, "reader", PASSWORD);
    }

    @Override
    public void mark() {
        marked = H2StatementLog.of(location).size();
    }

    @Override
    public List<String> statementsLogged() {
        List<String> all = List.copyOf(H2StatementLog.of(location));
        return all.subList(marked, all.size()).stream()
                .filter(statement -> !statement.matches("SET (DATABASE_EVENT_LISTENER|DB_CLOSE_DELAY) .*"))
                .toList();
    }

    @Override
    public List<String> canonicalSchema() throws SQLException {
        return query(ReferenceSchema.canonicalQuery(Engine.H2));
    }

    @Override
    public List<String> tableNames() throws SQLException {
        return query("select table_name from information_schema.tables"
                + " where table_schema = current_schema and table_type = 'BASE TABLE' order by table_name");
    }

    @Override
    public void close() throws SQLException {
        int leaked = awaitNoConnections();
        execute("shutdown immediately");
        H2StatementLog.forget(location);
        if (folder != null) {
            folder.close();
        }
        if (leaked > 0) {
            throw new AssertionError("%d connections to %s were left open".formatted(leaked, name));
        }
    }

    private int awaitNoConnections() throws SQLException {
        Instant deadline = Instant.now().plus(GRACE);
        int open = otherSessions();
        while (open > 0 && Instant.now().isBefore(deadline)) {
            Pause.briefly();
            open = otherSessions();
        }
        return open;
    }

    private int otherSessions() throws SQLException {
        return Integer.parseInt(
                query("select count(*) from information_schema.sessions where session_id <> session_id()")
                        .get(0));
    }

    private List<String> query(String sql) throws SQLException {
        int before = H2StatementLog.of(location).size();
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (result.next()) {
                lines.add(result.getString(1));
            }
            return lines;
        } finally {
            List<String> log = H2StatementLog.of(location);
            log.subList(before, log.size()).clear();
        }
    }
}
