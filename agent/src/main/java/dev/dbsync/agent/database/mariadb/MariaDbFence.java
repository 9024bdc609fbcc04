package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.database.LeaseLostException;
import dev.dbsync.agent.database.Queries;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The fence of a lease in MariaDB. Each statement commits by itself, so each is sent together with the look at the lease
 * that it depends on, as one compound statement: between the two no holder can be paused. Afterwards it renews the lease,
 * since on Galera a long change of the schema lets no renewal through.
 *
 * <p>A node may lag behind the cluster. The look therefore also wants the lease not to have lapsed, which another node
 * makes sure of, with a margin, before it lets anybody take over; and what writes rows fails in certification.
 */
record MariaDbFence(String renew, String owner, long number) implements Fence {
    /** SQLSTATE for conditions that are not the server's own. */
    private static final String SIGNALLED = "45000";

    private static final int NO_SUCH_TABLE = 1146;

    private static final String FENCED =
            """
            begin not atomic
                if not exists (select 1 from dbsync_lease where %1$s for update) then
                    signal sqlstate '45000' set message_text = 'dbsync_lease is another''s';
                end if;
                %2$s;
                %3$s;
                commit;
            end
            """;

    static String held(String owner, long number) {
        return own(owner, number) + " and expires > utc_timestamp(3)";
    }

    private static String own(String owner, long number) {
        return "owner = '" + owner + "' and fence = " + number;
    }

    @Override
    public String around(String statement) {
        String renewal = renew.replace("owner = ? and fence = ?", own(owner, number));
        return FENCED.formatted(held(owner, number), statement, renewal);
    }

    @Override
    public void confirm(Connection connection) throws SQLException {
        if (Queries.update(connection, renew, owner, number) != 1) {
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
