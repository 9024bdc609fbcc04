package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A pooler before the server that hands a session from one caller's transaction to another's, as PgBouncer does with
 * {@code pool_mode = transaction}. Stateless.
 *
 * <p>It says nothing of itself. But where two connections that are open at once are ever answered by one and the same session, or
 * one of them by two, there is such a pooler. Two connections that keep their sessions prove that there was none just now.
 *
 * @see <a href="https://www.pgbouncer.org/features.html">PgBouncer, Features</a>
 */
final class Pooler {
    private static final int ROUNDS = 10;

    private Pooler() {}

    /** Whether there is one between a connection and its server. */
    static boolean isBefore(Connection connection, ConnectionSource source) throws SQLException {
        try (Connection other = source.openForQuestions()) {
            int own = session(connection);
            int others = session(other);
            boolean kept = own != others;
            for (int round = 1; kept && round < ROUNDS; round++) {
                // In changing order, lest somebody who asks in step takes always the same session.
                boolean first = ThreadLocalRandom.current().nextBoolean();
                kept = session(first ? connection : other) == (first ? own : others)
                        && session(first ? other : connection) == (first ? others : own);
            }
            return !kept;
        }
    }

    private static int session(Connection connection) throws SQLException {
        return Queries.list(connection, "select pg_catalog.pg_backend_pid()", row -> row.getInt(1))
                .get(0);
    }
}
