package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.SessionChanges;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A limit to how long answers are waited for on a connection, for as long as no {@link ConnectionWatch} is over it: before
 * it begins, and when the lock is let go of. What is asked then is answered at once by a server that is in reach.
 */
final class AnswerLimit {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private AnswerLimit() {}

    /**
     * Sets the limit; closing what is answered takes it away. H2's connections, which need none, take none.
     *
     * @throws SQLException if the connection is closed
     */
    static SessionChanges on(Connection connection) throws SQLException {
        int before = connection.getNetworkTimeout();
        SessionChanges session = new SessionChanges(connection);
        session.make(
                () -> connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis()),
                () -> connection.setNetworkTimeout(Runnable::run, before));
        return session;
    }
}
