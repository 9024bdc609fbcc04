package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.database.LeaseStatements;
import dev.dbsync.agent.database.SessionSettings;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/**
 * The lease in MariaDB, above all for Galera: there the nodes agree on the order of writes, and of two who write the row at
 * once the later one fails.
 *
 * @see <a href="https://mariadb.com/kb/en/begin-end/">MariaDB manual, BEGIN NOT ATOMIC</a>
 * @see <a href="https://galeracluster.com/library/documentation/certification-based-replication.html">Galera Cluster,
 *     certification-based replication</a>
 */
final class MariaDbLease implements LeaseStatements {
    /**
     * Lock wait timeout, deadlock (which is also what a failed certification is called), table there already, no such
     * table, table definition changed.
     */
    private static final Set<Integer> CONTENDED = Set.of(1205, 1213, 1050, 1146, 1412);

    private static final String NOW = "utc_timestamp(3)";

    private static final String EXPIRY = NOW + " + interval %d second".formatted(LeaseLock.LENGTH.toSeconds());

    private static final String RIPE =
            "expires < " + NOW + " - interval %d second".formatted(LeaseLock.MARGIN.toSeconds());

    /** On Galera: reads wait until this node has applied what the cluster had written before. */
    private static final SessionSettings SETTINGS = MariaDbSettings.ofChanges(Map.of("wsrep_sync_wait", "15"));

    @Override
    public String exists() {
        return """
                select count(*) > 0 from information_schema.tables
                 where table_schema = database() and table_name = 'dbsync_lease'
                """;
    }

    @Override
    public String create() {
        return """
                create table dbsync_lease (
                    id integer not null primary key,
                    owner varchar(36) character set ascii not null,
                    host varchar(255) character set utf8mb4 not null,
                    operation varchar(64) character set utf8mb4,
                    since datetime(3) not null,
                    expires datetime(3) not null,
                    fence bigint not null)
                engine = InnoDB
                """;
    }

    @Override
    public String insert() {
        return """
                insert ignore into dbsync_lease (id, owner, host, operation, since, expires, fence)
                values (1, ?, ?, ?, %s, %s, 0)
                """
                .formatted(NOW, EXPIRY);
    }

    @Override
    public String read() {
        return """
                select host, timestampdiff(second, '1970-01-01', since), operation, owner, expires < %s, %s
                  from dbsync_lease
                """
                .formatted(NOW, RIPE);
    }

    @Override
    public String takeOver() {
        return """
                update dbsync_lease
                   set owner = ?, host = ?, operation = ?, since = %s, expires = %s
                 where owner = ? and %s
                """
                .formatted(NOW, EXPIRY, RIPE);
    }

    @Override
    public String renew() {
        return "update dbsync_lease set expires = " + EXPIRY + " where owner = ?";
    }

    @Override
    public String drop(String owner) {
        return """
                begin not atomic
                    if exists (select 1 from dbsync_lease where %s for update) then
                        drop table dbsync_lease;
                    end if;
                end
                """
                .formatted(MariaDbFence.held(owner));
    }

    @Override
    public Fence fence(String owner) {
        return new MariaDbFence(renew(), owner);
    }

    @Override
    public SessionSettings settings() {
        return SETTINGS;
    }

    @Override
    public boolean keepsSession() {
        return true;
    }

    @Override
    public boolean contended(SQLException failure) {
        return CONTENDED.contains(failure.getErrorCode());
    }
}
