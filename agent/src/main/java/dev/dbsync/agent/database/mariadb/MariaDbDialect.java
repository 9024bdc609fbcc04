package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.CatalogDialect;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.database.Needs;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SessionMonitor;
import dev.dbsync.agent.database.TableClauses;
import dev.dbsync.agent.database.TableLocks;
import dev.dbsync.agent.schema.Footprint.Touch;
import dev.dbsync.agent.schema.Obstacles;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.SchemaChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * MariaDB and MySQL: DDL that commits by itself, named locks.
 */
public final class MariaDbDialect extends CatalogDialect {
    private static final String TABLE_NAMES =
            """
            select table_name from information_schema.tables
             where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED')
            """;

    /** What tells that the nodes of a cluster each grant locks of their own. */
    private static final Map<String, String> SEVERAL_WRITERS =
            Map.of("wsrep_on", "ON", "group_replication_single_primary_mode", "OFF");

    private static final String CLUSTER = SEVERAL_WRITERS.keySet().stream()
            .collect(Collectors.joining("', '", "show global variables where variable_name in ('", "')"));

    private static final String SERVER = "concat(@@hostname, ' ', @@port, ' ', @@datadir)";

    private static final SessionMonitor SESSIONS = new SessionMonitor(
            "select " + SERVER + ", connection_id()",
            "select " + SERVER + ", (select command from information_schema.processlist where id = ?)",
            Set.of("Sleep"));

    private static final TableClauses CLAUSES = new MariaDbClauses();

    /** OFF is the one word for off; on has several in later versions. */
    private static final String READ_ONLY =
            "show global variables where variable_name in ('read_only', 'super_read_only', 'innodb_read_only')";

    private static final String SIZES =
            """
            select lower(table_name), table_rows, data_length + index_length
              from information_schema.tables where table_schema = database() and find_in_set(lower(table_name), ?)
            """;

    private static final TableLocks TABLES = new MariaDbTableLocks();

    private final LeaseLock lease = new LeaseLock(new MariaDbLease());

    public MariaDbDialect() {
        super(Engine.MARIADB, TABLE_NAMES, MariaDbSchema.QUERIES, new NamedLock());
    }

    @Override
    public boolean transactionalDdl() {
        return false;
    }

    @Override
    public Optional<TableClauses> tableClauses() {
        return Optional.of(CLAUSES);
    }

    @Override
    public boolean readOnly(Connection connection) throws SQLException {
        return !Queries.list(connection, READ_ONLY, row -> row.getString(2)).stream()
                .allMatch("OFF"::equals);
    }

    @Override
    public Optional<String> privilegeMissing(Connection connection, Needs needs) throws SQLException {
        String database = Queries.list(connection, "select database()", row -> row.getString(1))
                .get(0);
        return Grants.of(connection).missing(database, needs.statements(), !MariaDbCosts.isMariaDb(connection));
    }

    @Override
    public Obstacles obstacles(Schema live) {
        return new MariaDbObstacles(live);
    }

    @Override
    public Map<String, Impact.Size> sizes(Connection connection, Set<String> tables) throws SQLException {
        return Impact.Size.byTable(connection, SIZES, tables);
    }

    @Override
    public Impact.Cost cost(Connection connection, SchemaChange change, String table, Touch touch) throws SQLException {
        return MariaDbCosts.of(connection, change, table, touch);
    }

    @Override
    public TableLocks tableLocks() {
        return TABLES;
    }

    /** MySQL has no statement that looks at a lease and changes the schema in one go. */
    @Override
    public Optional<LeaseLock> leaseLock(Connection connection) throws SQLException {
        return MariaDbCosts.isMariaDb(connection) ? Optional.of(lease) : Optional.empty();
    }

    @Override
    public Optional<SessionMonitor> sessionMonitor() {
        return Optional.of(SESSIONS);
    }

    /** Named locks are local to a node: where several nodes take writes, two of them both grant one. */
    @Override
    public boolean sessionLockReachesAll(Connection connection) throws SQLException {
        return Queries.list(connection, CLUSTER, row -> Map.entry(row.getString(1), row.getString(2))).stream()
                .noneMatch(SEVERAL_WRITERS.entrySet()::contains);
    }
}
