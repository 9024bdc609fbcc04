package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.LockTimeouts;
import dev.dbsync.agent.database.PassingFailures;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.TableLocks;
import dev.dbsync.agent.database.TableUser;
import dev.dbsync.agent.schema.Footprint.Touch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Tables of MariaDB and MySQL. Each statement takes its tables by itself, and gives up after the session's {@code
 * lock_wait_timeout}, which counts in seconds. MariaDB can be asked for a table without standing in its queue; MySQL cannot.
 *
 * <p>On a node of Galera a change of the schema does not wait for those who use the table: it ends their transactions. There
 * the table is locked first, as anybody may, and waited for as anywhere; the change comes under that lock. It holds on that
 * node only: whoever uses the table on another one is thrown out all the same, when the change arrives there.
 *
 * @see <a href="https://mariadb.com/kb/en/wait-and-nowait/">MariaDB manual, WAIT and NOWAIT</a>
 */
final class MariaDbTableLocks implements TableLocks {
    /** Seconds; the least that waits at all. */
    static final String LONGEST_WAIT = "1";

    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private static final String REPLICATED = "show session variables like 'wsrep_on'";

    private static final String SILENCE = "set session wait_timeout = %d";

    /**
     * After how much silence the server gives up a session that holds tables: a holder that stands still between two
     * statements keeps nobody out for longer, and its lease is good for much longer.
     */
    private static final Duration HELD_FOR = Duration.ofSeconds(3);

    /**
     * MySQL's view, which MariaDB has too where its performance schema is on. Since when a transaction is open is an event of
     * MySQL; InnoDB's own list would need one more privilege.
     */
    private static final String USERS =
            """
            select distinct t.processlist_id, t.processlist_user, t.processlist_host,
                   unix_timestamp(now(6)) - x.timer_wait / 1e12, coalesce(t.processlist_state, t.processlist_command)
              from performance_schema.metadata_locks l
              join performance_schema.threads t on t.thread_id = l.owner_thread_id
              left join performance_schema.events_transactions_current x on x.thread_id = l.owner_thread_id and x.state = 'ACTIVE'
             where l.object_type = 'TABLE' and l.object_schema = database() and l.lock_status = 'GRANTED'
               and find_in_set(lower(l.object_name), ?) and t.processlist_id <> connection_id()
             limit 10
            """;

    /** Of MariaDB's plug-in METADATA_LOCK_INFO. */
    private static final String USERS_BY_PLUGIN =
            """
            select distinct p.id, p.user, substring_index(p.host, ':', 1), null,
                   coalesce(nullif(p.state, ''), p.command)
              from information_schema.metadata_lock_info l
              join information_schema.processlist p on p.id = l.thread_id
             where l.table_schema = database() and find_in_set(lower(l.table_name), ?) and p.id <> connection_id()
             limit 10
            """;

    @Override
    public boolean holds(Connection connection) throws SQLException {
        return replicated(connection);
    }

    static boolean replicated(Connection connection) throws SQLException {
        return Queries.list(connection, REPLICATED, row -> row.getString(2)).contains("ON");
    }

    @Override
    public void take(Connection connection, SortedMap<String, Touch> tables, Duration patience) throws SQLException {
        boolean holds = holds(connection);
        if (!patience.isZero() && !holds) {
            return;
        }
        try {
            if (holds) {
                Queries.update(connection, SILENCE.formatted(HELD_FOR.toSeconds()));
            }
            Queries.update(
                    connection, lock(tables.keySet()) + (patience.isZero() ? " nowait" : " wait " + LONGEST_WAIT));
            if (!holds) {
                // Whoever the next statement waits for comes within this moment.
                Queries.update(connection, "unlock tables");
            }
        } catch (SQLException failure) {
            if (holds && !PassingFailures.lost(failure)) {
                release(connection);
            }
            // A user who may not ask, or a server that cannot be asked, is as good as one that says no.
            throw PassingFailures.lost(failure) || PassingFailures.busy(failure)
                    ? failure
                    : new SQLException(failure.getMessage(), failure.getSQLState(), LOCK_WAIT_TIMEOUT, failure);
        }
    }

    @Override
    public void release(Connection connection) throws SQLException {
        Queries.update(connection, "unlock tables");
        Queries.update(connection, SILENCE.formatted(LockTimeouts.SILENCE.toSeconds()));
    }

    /** A user without the privileges, or a server without the views, shows nobody. */
    @Override
    public List<TableUser> users(Connection connection, Set<String> tables) {
        for (String query : List.of(USERS, USERS_BY_PLUGIN)) {
            try {
                List<TableUser> users = users(connection, query, tables);
                if (!users.isEmpty()) {
                    return users;
                }
            } catch (SQLException notShown) {
                // The next one may be there.
            }
        }
        return List.of();
    }

    private static List<TableUser> users(Connection connection, String query, Set<String> tables) throws SQLException {
        return Queries.list(
                connection,
                query,
                row -> {
                    double since = row.getDouble(4);
                    return new TableUser(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            since == 0 ? null : Instant.ofEpochMilli(Math.round(since * 1000)),
                            row.getString(5));
                },
                String.join(",", tables));
    }

    private static String lock(Set<String> tables) {
        return tables.stream()
                .map(table -> "`" + table + "` write")
                .collect(Collectors.joining(", ", "lock tables ", ""));
    }
}
