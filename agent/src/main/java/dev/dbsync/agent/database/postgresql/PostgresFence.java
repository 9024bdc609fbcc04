package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.database.LeaseLostException;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.TableLocks;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The fence of a lease in PostgreSQL. A step is one transaction, and its last statement renews the lease: it changes one
 * row, and keeps others off that row until the commit, or it changes none, and the step is taken back.
 *
 * <p>A holder that stands still in the middle of a step holds locks on tables and, at the very end, on the lease itself.
 * The server ends such a transaction before long, so that whoever takes over is not held up by it.
 */
record PostgresFence(String renew, String owner) implements Fence {
    private static final String NO_SUCH_TABLE = "42P01";

    private static final String LIMITS = "select set_config('lock_timeout', '%dms', true),"
                    .formatted(TableLocks.LONGEST.toMillis())
            + " set_config('idle_in_transaction_session_timeout', '%dms', true)".formatted(LeaseLock.LENGTH.toMillis());

    @Override
    public void begin(Connection connection) throws SQLException {
        Queries.list(connection, LIMITS, row -> true);
    }

    @Override
    public void confirm(Connection connection) throws SQLException {
        if (Queries.update(connection, renew, owner) != 1) {
            throw new LeaseLostException(null);
        }
    }

    @Override
    public SQLException interpret(SQLException failure) {
        boolean tableGone = NO_SUCH_TABLE.equals(failure.getSQLState())
                && String.valueOf(failure.getMessage()).contains(LeaseLock.TABLE);
        return tableGone ? new LeaseLostException(failure) : failure;
    }
}
