package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One database in a server. */
public abstract class TestDatabase implements DatabaseUnderTest {

    /** How long a connection that is being closed may take to leave the server's list. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final DatabaseServer server;
    private final String name;
    private final List<String> readers = new ArrayList<>();
    private final long logStart;
    private int marked;

    TestDatabase(DatabaseServer server, String name) {
        this.server = server;
        this.name = name;
        this.logStart = server.statementLog().toFile().length();
    }

    /** As {@code nova.conf} has it, for Nova's own tool. */
    public abstract String sqlAlchemyUrl();

    /** One line for each connection to this database that is open now. */
    public final List<String> connections() throws SQLException {
        return query(connectionsQuery());
    }

    /** Ends all connections to this database from the server's side, as when a network fails. */
    public abstract void terminateConnections() throws SQLException;

    abstract String connectionsQuery();

    abstract void createReader(Statement statement, String reader) throws SQLException;

    abstract void drop(List<String> readers) throws SQLException;

    abstract List<String> statementsIn(String log);

    public final DatabaseServer server() {
        return server;
    }

    /** Where it is reached, on loopback. */
    public int port() {
        return server.port();
    }

    @Override
    public final Engine engine() {
        return server.engine();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String user() {
        return DatabaseServer.USER;
    }

    @Override
    public final String password() {
        return DatabaseServer.PASSWORD;
    }

    @Override
    public final Credentials readOnlyUser() throws SQLException {
        String reader = server.nextName("reader");
        try (Connection connection = server.admin(name);
                Statement statement = connection.createStatement()) {
            createReader(statement, reader);
        }
        readers.add(reader);
        return new Credentials(jdbcUrl(), reader, DatabaseServer.PASSWORD);
    }

    @Override
    public final void mark() {
        marked = allStatements().size();
    }

    @Override
    public final List<String> statementsLogged() {
        List<String> statements = allStatements();
        return statements.subList(marked, statements.size());
    }

    @Override
    public final List<String> canonicalSchema() throws SQLException {
        return ForeignServer.inCommonWords(query(server.canonicalQuery()));
    }

    /** The first column of what {@code sql} answers, asked as the server's administrator and so not logged. */
    public final List<String> query(String sql) throws SQLException {
        try (Connection connection = server.admin(name);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (result.next()) {
                lines.add(result.getString(1));
            }
            return lines;
        }
    }

    /** Waits for connections to go, and answers with those that did not. */
    final List<String> awaitNoConnections() throws SQLException {
        Instant deadline = Instant.now().plus(GRACE);
        List<String> open = connections();
        while (!open.isEmpty() && Instant.now().isBefore(deadline)) {
            Pause.briefly();
            open = connections();
        }
        return open;
    }

    @Override
    public final void close() throws SQLException {
        List<String> leaked = awaitNoConnections();
        terminateConnections();
        drop(readers);
        if (!leaked.isEmpty()) {
            throw new AssertionError(
                    "connections to %s were left open:%n%s".formatted(name, String.join("\n", leaked)));
        }
    }

    private List<String> allStatements() {
        try (SeekableByteChannel log = Files.newByteChannel(server.statementLog());
                InputStream stream = Channels.newInputStream(log.position(logStart))) {
            return statementsIn(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + server.statementLog(), e);
        }
    }
}
