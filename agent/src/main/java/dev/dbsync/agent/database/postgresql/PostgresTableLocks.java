package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.TableLocks;
import dev.dbsync.agent.database.TableUser;
import dev.dbsync.agent.schema.Footprint.Touch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Tables of PostgreSQL. All that a step needs are taken before its first statement, within one limit, and go with its
 * transaction; so no table is kept from others while another is waited for.
 *
 * <p>An autovacuum gives way only to somebody who has waited for longer than {@code deadlock_timeout}, a second as a rule and
 * not ours to set. So it is waited for in a mode that lets reads and writes pass.
 *
 * @see <a href="https://www.postgresql.org/docs/15/explicit-locking.html#LOCKING-TABLES">PostgreSQL manual, 13.3.1</a>
 */
final class PostgresTableLocks implements TableLocks {
    /** Longer than an autovacuum needs to notice that it is waited for. */
    private static final Duration APPROACH = Duration.ofSeconds(5);

    private static final String CANCELED = "57014";

    private static final Map<Touch, String> MODES = Map.of(
            Touch.INDEXED, "share",
            Touch.REFERENCED, "share row exclusive",
            Touch.RELEASED, "access exclusive",
            Touch.ALTERED, "access exclusive");

    /** What an autovacuum does is hidden from all but a few users of the server: it is one that works for no user, and why follows from the table. */
    private static final String USERS =
            """
            select distinct a.xact_start, l.pid::text, a.usename,
                   coalesce(a.client_hostname, host(a.client_addr), case when a.usename is not null then 'local' end),
                   case when l.pid is null then 'prepared transaction'
                        when a.usesysid is not null or l.mode <> 'ShareUpdateExclusiveLock' then a.state
                        when pg_catalog.age(c.relfrozenxid) > current_setting('autovacuum_freeze_max_age')::integer
                          or pg_catalog.mxid_age(c.relminmxid)
                             > current_setting('autovacuum_multixact_freeze_max_age')::integer
                        then 'autovacuum to prevent wraparound'
                        else 'autovacuum' end
              from pg_catalog.pg_locks l
              join pg_catalog.pg_class c on c.oid = l.relation
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              left join pg_catalog.pg_stat_activity a on a.pid = l.pid
             where l.locktype = 'relation' and l.granted and l.pid is distinct from pg_catalog.pg_backend_pid()
               and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
               and n.nspname = current_schema() and c.relname = any (string_to_array(?, ','))
             order by a.xact_start
             limit 10
            """;

    @Override
    public void approach(Connection connection, Set<String> tables) throws SQLException {
        run(connection, limit("lock_timeout", APPROACH), lock(tables, "share update exclusive", ""));
    }

    @Override
    public void take(Connection connection, SortedMap<String, Touch> tables, Duration patience) throws SQLException {
        Map<Touch, Set<String>> byTouch = tables.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toSet())));
        // One after another: what is waited for while others are held already shares one limit with those.
        Duration each = patience.dividedBy(Math.max(1, byTouch.size()));
        try {
            run(connection, limit("statement_timeout", each));
            for (Map.Entry<Touch, Set<String>> some : byTouch.entrySet()) {
                String mode = String.valueOf(MODES.get(some.getKey()));
                run(connection, lock(some.getValue(), mode, patience.isZero() ? " nowait" : ""));
            }
            run(connection, limit("statement_timeout", Duration.ZERO), limit("lock_timeout", LONGEST));
        } catch (SQLException failure) {
            throw CANCELED.equals(failure.getSQLState())
                    ? new SQLException(failure.getMessage(), AdvisoryLock.LOCK_NOT_AVAILABLE, failure)
                    : failure;
        }
    }

    @Override
    public List<TableUser> users(Connection connection, Set<String> tables) throws SQLException {
        return Queries.list(
                connection,
                USERS,
                row -> {
                    Timestamp since = row.getTimestamp(1);
                    return new TableUser(
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            since == null ? null : since.toInstant(),
                            row.getString(5));
                },
                String.join(",", tables));
    }

    /** For the transaction alone, so that nothing is left with a session of a pooler. */
    private static String limit(String setting, Duration limit) {
        return "set local " + setting + " = '" + limit.toMillis() + "ms'";
    }

    private static String lock(Set<String> tables, String mode, String suffix) {
        return tables.stream()
                .sorted()
                .map(table -> '"' + table.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(", ", "lock table only ", " in " + mode + " mode" + suffix));
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
