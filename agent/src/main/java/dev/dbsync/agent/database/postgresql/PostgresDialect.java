package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.CatalogDialect;
import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.database.Needs;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SessionMonitor;
import dev.dbsync.agent.database.TableLocks;
import dev.dbsync.agent.schema.Footprint.Touch;
import dev.dbsync.agent.schema.Obstacles;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.SchemaChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** PostgreSQL: transactional DDL, advisory locks. */
public final class PostgresDialect extends CatalogDialect {
    private static final String TABLE_NAMES =
            """
            select c.relname
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = current_schema() and c.relkind in ('r', 'p')
            """;

    private static final String ELSEWHERE =
            """
            select n.nspname
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname <> current_schema() and c.relname = any (string_to_array(?, ','))
               and pg_catalog.pg_table_is_visible(c.oid)
             order by array_position(current_schemas(false), n.nspname)
             limit 1
            """;

    private static final String SERVER =
            "pg_catalog.pg_postmaster_start_time()::text || ' ' || coalesce(pg_catalog.inet_server_port(), 0)";

    private static final SessionMonitor SESSIONS = new SessionMonitor(
            "select " + SERVER + ", pg_catalog.pg_backend_pid()",
            "select " + SERVER + ", (select coalesce(a.state, '') from pg_catalog.pg_stat_activity a where a.pid = ?)",
            Set.of("idle", "idle in transaction", "idle in transaction (aborted)"));

    private static final String TRANSACTION = "select pg_catalog.txid_current()";

    /** A crash takes back numbers of transactions that had written nothing yet; to ask about such a one is an error. */
    private static final String COMMITTED =
            """
            select coalesce(case when t.id < pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot())
                                 then pg_catalog.txid_status(t.id) end = 'committed', false)
              from (values (?::bigint)) as t(id)
            """;

    /** A session of ours may be read-only by its own wish; what counts is what the server or its operator wants. */
    private static final String READ_ONLY =
            """
            select pg_catalog.pg_is_in_recovery() or exists (
                select from pg_catalog.pg_db_role_setting s
                 where s.setdatabase in (0, (select oid from pg_catalog.pg_database where datname = current_database()))
                   and s.setrole in (0, (select oid from pg_catalog.pg_roles where rolname = current_user))
                   and 'default_transaction_read_only=on' = any (s.setconfig))
            """;

    /** Whoever alters a table owns it; an index is made by its table's owner too. */
    private static final String PRIVILEGES =
            """
            select 'the ownership of table ' || c.relname || ', which belongs to ' || pg_catalog.pg_get_userbyid(c.relowner)
              from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = current_schema() and c.relname = any (string_to_array(?, ','))
               and not pg_catalog.pg_has_role(c.relowner, 'USAGE')
            union all
            select 'REFERENCES on table ' || c.relname
              from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = current_schema() and c.relname = any (string_to_array(?, ','))
               and not pg_catalog.has_table_privilege(c.oid, 'REFERENCES')
            union all
            select 'CREATE on schema ' || current_schema()
             where ? and not pg_catalog.has_schema_privilege(current_schema(), 'CREATE')
             limit 1
            """;

    private static final String SIZES =
            """
            select c.relname, case when c.reltuples >= 0 then c.reltuples::bigint end, pg_catalog.pg_total_relation_size(c.oid)
              from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = current_schema() and c.relkind in ('r', 'p') and c.relname = any (string_to_array(?, ','))
            """;

    private static final String LENGTH =
            """
            select character_maximum_length from information_schema.columns
             where table_schema = current_schema() and table_name = ? and column_name = ? and data_type = 'character varying'
            """;

    private static final Pattern VARCHAR = Pattern.compile("character varying\\((\\d+)\\)");

    private static final TableLocks TABLES = new PostgresTableLocks();

    private final LeaseLock lease = new LeaseLock(new PostgresLease());

    public PostgresDialect() {
        super(Engine.POSTGRESQL, TABLE_NAMES, PostgresSchema.QUERIES, new AdvisoryLock());
    }

    @Override
    public Optional<String> schemaElsewhere(Connection connection, Set<String> tables) throws SQLException {
        return Queries.list(connection, ELSEWHERE, row -> row.getString(1), String.join(",", tables)).stream()
                .findFirst();
    }

    @Override
    public boolean keepsSession(Connection connection, ConnectionSource source) throws SQLException {
        return !Pooler.isBefore(connection, source);
    }

    @Override
    public Optional<LeaseLock> leaseLock(Connection connection) {
        return Optional.of(lease);
    }

    @Override
    public boolean readOnly(Connection connection) throws SQLException {
        return Queries.list(connection, READ_ONLY, row -> row.getBoolean(1)).get(0);
    }

    @Override
    public Optional<String> privilegeMissing(Connection connection, Needs needs) throws SQLException {
        Function<Predicate<Touch>, String> names = which -> needs.tables().entrySet().stream()
                .filter(table -> which.test(table.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(","));
        return Queries.list(
                        connection,
                        PRIVILEGES,
                        row -> row.getString(1),
                        names.apply(touch -> touch != Touch.REFERENCED && touch != Touch.RELEASED),
                        names.apply(Touch.REFERENCED::equals),
                        needs.creates())
                .stream()
                .findFirst();
    }

    @Override
    public Obstacles obstacles(Schema live) {
        return new PostgresObstacles(live);
    }

    @Override
    public Map<String, Impact.Size> sizes(Connection connection, Set<String> tables) throws SQLException {
        return Impact.Size.byTable(connection, SIZES, tables);
    }

    /** A type that only becomes wider is another entry in the catalogue; any other is another table. */
    @Override
    public Impact.Cost cost(Connection connection, SchemaChange change, String table, Touch touch) throws SQLException {
        return new Impact.Cost(
                touch.compareTo(Touch.RELEASED) >= 0 ? Impact.Blocks.EVERYTHING : Impact.Blocks.WRITES,
                change instanceof SchemaChange.ModifyColumn column && !widens(connection, column));
    }

    private static boolean widens(Connection connection, SchemaChange.ModifyColumn column) throws SQLException {
        Matcher varchar = VARCHAR.matcher(column.type());
        long length = varchar.matches() ? Long.parseLong(varchar.group(1)) : 0;
        return Queries.list(connection, LENGTH, row -> row.getLong(1), column.table(), column.column()).stream()
                .anyMatch(before -> column.type().equals("text") || before <= length);
    }

    @Override
    public TableLocks tableLocks() {
        return TABLES;
    }

    @Override
    public Optional<SessionMonitor> sessionMonitor() {
        return Optional.of(SESSIONS);
    }

    @Override
    public OptionalLong transaction(Connection connection) throws SQLException {
        return OptionalLong.of(
                Queries.list(connection, TRANSACTION, row -> row.getLong(1)).get(0));
    }

    @Override
    public boolean committed(Connection connection, long transaction) throws SQLException {
        return Queries.list(connection, COMMITTED, row -> row.getBoolean(1), transaction)
                .get(0);
    }

    @Override
    public boolean transactionalDdl() {
        return true;
    }
}
