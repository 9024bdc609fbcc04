package dev.dbsync.agent.bench.peer;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.ConfiguredDatabase;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The queries that an agent sends to answer {@code status}, as the server's log has them, sent over bare JDBC.
 *
 * @param api those to the api database
 * @param main those to the main database
 */
public record ProbeQueries(NovaDatabases databases, List<String> api, List<String> main) {
    /** What sets up a session, or transactions, is no query. */
    private static final Pattern QUERY = Pattern.compile("(?is)\\s*(select|with|show)\\b.*");

    /** So long after the first question that its answer does for the second no more. */
    private static final int APART_MILLISECONDS = 1000;

    public ProbeQueries {
        api = List.copyOf(api);
        main = List.copyOf(main);
    }

    /** Those of an agent that is started for this, while the server logs what it is sent. */
    public static ProbeQueries seenOn(NovaDatabases databases, AgentProgram program, Path folder) throws Exception {
        DatabaseServer server = databases.api().server();
        server.logStatements(true);
        try (ServingAgent agent = ServingAgent.start(program, AgentSettings.in(folder, databases.configured()))) {
            agent.statusAtHead();
            Thread.sleep(APART_MILLISECONDS);
            databases.api().mark();
            databases.main().mark();
            agent.statusAtHead();
            return new ProbeQueries(databases, queries(databases.api()), queries(databases.main()));
        } finally {
            server.logStatements(false);
        }
    }

    private static List<String> queries(TestDatabase database) {
        List<String> queries = database.statementsLogged().stream()
                .filter(statement -> QUERY.matcher(statement).matches())
                .toList();
        if (queries.isEmpty()) {
            throw new IllegalStateException("the log of the server shows no query to " + database.name());
        }
        return queries;
    }

    /** How many there are. */
    public int count() {
        return api.size() + main.size();
    }

    /** Asks them all, on a new connection to each database. */
    public void askAnew() throws SQLException {
        try (Open open = open()) {
            open.ask();
        }
    }

    /** Opens a connection to each database. */
    public Open open() throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (ConfiguredDatabase database : databases.configured()) {
            connections.add(database.database().open());
        }
        return new Open(connections);
    }

    /** Connections that stay open. Not thread-safe. */
    public final class Open implements AutoCloseable {
        private final List<Connection> connections;

        private Open(List<Connection> connections) {
            this.connections = connections;
        }

        /** Asks all queries. */
        public void ask() throws SQLException {
            ask(connections.get(0), api);
            ask(connections.get(1), main);
        }

        private static void ask(Connection connection, List<String> queries) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (String query : queries) {
                    read(statement, query);
                }
            }
        }

        private static void read(Statement statement, String query) throws SQLException {
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    rows.getString(1);
                }
            }
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }
}
