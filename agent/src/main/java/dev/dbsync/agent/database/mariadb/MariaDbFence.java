package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.database.LeaseLostException;
import dev.dbsync.agent.database.Queries;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The fence of a lease in MariaDB. Each statement commits by itself, so each is sent together with the look at the lease
 * that it depends on, as one compound statement: between the two no holder can be paused. It renews the lease before, so
 * that the lease is good for longer than the statement may wait for its table ({@link MariaDbTableLocks#LONGEST_WAIT}); and afterwards,
 * since on Galera a long change of the schema lets no renewal through.
 *
 * <p>A node may lag behind the cluster. The look therefore also wants the lease not to have lapsed, which another node
 * makes sure of, with a margin, before it lets anybody take over; and what writes rows fails in certification.
 */
record MariaDbFence(String renew, String owner) implements Fence {
    /** SQLSTATE for conditions that are not the server's own. */
    private static final String SIGNALLED = "45000";

    private static final int NO_SUCH_TABLE = 1146;

    private static final String FENCED =
            """
            begin not atomic
                if not exists (select 1 from dbsync_lease where %1$s for update) then
                    signal sqlstate '45000' set message_text = 'dbsync_lease is another''s';
                end if;
                %3$s;
                %2$s;
                %3$s;
                commit;
            end
            """;

    static String held(String owner) {
        return "owner = '" + owner + "' and expires > utc_timestamp(3)";
    }

    @Override
    public String around(String statement) {
        String renewal = renew.replace("?", "'" + owner + "'");
        return FENCED.formatted(held(owner), statement, renewal);
    }

    @Override
    public void confirm(Connection connection) throws SQLException {
        if (Queries.update(connection, renew, owner) != 1) {
            throw new LeaseLostException(null);
        }
    }

    @Override
    public SQLException interpret(SQLException failure) {
        boolean tableGone = failure.getErrorCode() == NO_SUCH_TABLE
                && String.valueOf(failure.getMessage()).contains(LeaseLock.TABLE);
        return tableGone || SIGNALLED.equals(failure.getSQLState()) ? new LeaseLostException(failure) : failure;
    }
}
