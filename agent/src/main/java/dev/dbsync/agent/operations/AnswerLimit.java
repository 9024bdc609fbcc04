package dev.dbsync.agent.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A limit to how long answers are waited for on a connection, for as long as no {@link ConnectionWatch} is over it: before
 * it begins, and when the lock is let go of. What is asked then is answered at once by a server that is in reach.
 *
 * @param connection the connection; H2's, which needs none, takes no limit
 * @param before its limit of before, in milliseconds, which it gets back; 0 for none
 */
record AnswerLimit(Connection connection, int before) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Sets the limit.
     *
     * @throws SQLException if the connection is closed
     */
    static AnswerLimit on(Connection connection) throws SQLException {
        AnswerLimit limit = new AnswerLimit(connection, connection.getNetworkTimeout());
        connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
        return limit;
    }

    /** A connection that broke has no limit to give back. */
    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) {
            connection.setNetworkTimeout(Runnable::run, before);
        }
    }
}
