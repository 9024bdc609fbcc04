package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server, over one connection, what the session of another is doing: whoever waits for an answer learns so whether
 * there is one to come, however long a statement takes. Thread-safe.
 */
public final class SessionMonitor {
    private final String identify;
    private final String observe;
    private final Set<String> idle;

    /**
     * A monitor of these queries.
     *
     * @param identify answers a text that names this server and its start, and the number of the own session
     * @param observe answers the same text, and what the session with the number given is doing; null for none such
     * @param idle the words by which the server says that it is idle
     */
    public SessionMonitor(String identify, String observe, Set<String> idle) {
        this.identify = identify;
        this.observe = observe;
        this.idle = Set.copyOf(idle);
    }

    /**
     * A session of a server.
     *
     * @param server names the server, and its start
     * @param number its number there
     */
    public record Session(String server, long number) {}

    /**
     * The session of a connection.
     *
     * @throws SQLException if the query fails
     */
    public Session session(Connection connection) throws SQLException {
        return Queries.list(connection, identify, row -> new Session(row.getString(1), row.getLong(2)))
                .get(0);
    }

    /**
     * What a session is doing.
     *
     * @param connection any other connection to its server, or to another one that stands in for it
     * @throws SQLException if the query fails
     */
    public SessionActivity activity(Connection connection, Session session) throws SQLException {
        return Queries.list(
                        connection,
                        observe,
                        row -> row.getString(1).equals(session.server())
                                ? activity(row.getString(2))
                                : SessionActivity.UNKNOWN,
                        session.number())
                .get(0);
    }

    private SessionActivity activity(@Nullable String state) {
        if (state == null) {
            return SessionActivity.GONE;
        }
        if (state.isEmpty()) {
            return SessionActivity.UNKNOWN;
        }
        return idle.contains(state) ? SessionActivity.IDLE : SessionActivity.WORKING;
    }
}
