package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.CatalogDialect;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SchemaQueries;
import dev.dbsync.agent.database.SessionMonitor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** PostgreSQL: transactional DDL, advisory locks. */
public final class PostgresDialect extends CatalogDialect {
    private static final String TABLE_NAMES =
            """
            select c.relname
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = current_schema() and c.relkind in ('r', 'p')
            """;

    private static final SchemaQueries SCHEMA = new SchemaQueries(
            """
            select c.relname, null
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = current_schema() and c.relkind in ('r', 'p')
            """,
            """
            select c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), not a.attnotnull,
                   case when s.serial then null else pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
                   coalesce(s.serial, false) or a.attidentity <> '',
                   null
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
              left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
              left join lateral (select pg_catalog.pg_get_expr(d.adbin, d.adrelid) like 'nextval(%' as serial) s on true
             where n.nspname = current_schema() and c.relkind in ('r', 'p')
             order by c.relname, a.attnum
            """,
            """
            select c.relname, ic.relname, i.indisprimary, i.indisunique,
                   coalesce(a.attname, pg_catalog.pg_get_indexdef(i.indexrelid, k.place::int, true))
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              join pg_catalog.pg_index i on i.indrelid = c.oid
              join pg_catalog.pg_class ic on ic.oid = i.indexrelid
              cross join lateral generate_series(1, i.indnkeyatts) as k(place)
              left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[k.place - 1]
             where n.nspname = current_schema() and c.relkind in ('r', 'p')
             order by c.relname, ic.relname, k.place
            """,
            """
            select c.relname, k.conname, a.attname, fc.relname, fa.attname
              from pg_catalog.pg_constraint k
              join pg_catalog.pg_class c on c.oid = k.conrelid
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              join pg_catalog.pg_class fc on fc.oid = k.confrelid
              cross join lateral unnest(k.conkey, k.confkey) with ordinality as p(own, foreign_one, place)
              join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = p.own
              join pg_catalog.pg_attribute fa on fa.attrelid = fc.oid and fa.attnum = p.foreign_one
             where k.contype = 'f' and n.nspname = current_schema()
             order by c.relname, k.conname, p.place
            """);

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

    private final LeaseLock lease = new LeaseLock(new PostgresLease());

    public PostgresDialect() {
        super(Engine.POSTGRESQL, TABLE_NAMES, SCHEMA, new AdvisoryLock());
    }

    @Override
    public Optional<LeaseLock> leaseLock(Connection connection) {
        return Optional.of(lease);
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
