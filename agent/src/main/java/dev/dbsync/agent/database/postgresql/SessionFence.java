package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.LeaseLostException;
import dev.dbsync.agent.database.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The fence of an advisory lock. It dies with its session, and so does its holder's transaction; but a {@link Pooler} that was not
 * noticed may begin the transaction in another session, which has no lock.
 *
 * @param held a query that tells whether the session that is asked has the lock
 */
record SessionFence(String held) implements Fence {
    @Override
    public void begin(Connection connection) throws SQLException {
        if (!Queries.list(connection, held, row -> row.getBoolean(1)).equals(List.of(true))) {
            throw new LeaseLostException(null);
        }
    }
}
