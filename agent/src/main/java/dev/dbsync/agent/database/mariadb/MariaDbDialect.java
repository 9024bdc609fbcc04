package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.CatalogDialect;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.database.Needs;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SchemaQueries;
import dev.dbsync.agent.database.SessionMonitor;
import dev.dbsync.agent.database.TableClauses;
import dev.dbsync.agent.database.TableLocks;
import dev.dbsync.agent.schema.Footprint.Touch;
import dev.dbsync.agent.schema.Obstacles;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.SchemaChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * MariaDB and MySQL: DDL that commits by itself, named locks.
 *
 * <p>Servers print the same column in different words: with and without a display width, strings in quotes or bare,
 * {@code utf8} under its old name, and the collation that they themselves take for a character set where a statement names
 * none. The queries bring all to the words of MariaDB 10.11, so that a schema compares alike on each.
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

    private static final String COLLATION =
            "regexp_replace(coalesce(concat(s.character_set_name, '_general_ci'), %s), '^utf8_', 'utf8mb3_')";

    private static final SchemaQueries SCHEMA = new SchemaQueries(
            """
            select lower(table_name), %s
              from information_schema.tables
              left join information_schema.character_sets s on s.character_set_name like 'utf8%%'
               and s.default_collate_name = table_collation
             where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED')
            """
                    .formatted(COLLATION.formatted("table_collation")),
            """
            select lower(table_name), lower(column_name),
                   regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(column_type,
                       '^(big)?int unsigned', '\\1int(10) unsigned'), '^bigint.10. unsigned', 'bigint(20) unsigned'),
                       '^int$', 'int(11)'), '^bigint$', 'bigint(20)'),
                       '^smallint$', 'smallint(6)'), '^tinyint$', 'tinyint(4)'),
                   is_nullable = 'YES',
                   case when column_default is null or column_default = 'NULL' then null
                        when version() like '%%mariadb%%' or numeric_precision is not null
                             or extra like '%%default_generated%%' then column_default
                        else quote(column_default) end,
                   extra like '%%auto_increment%%',
                   %s
              from information_schema.columns c
              left join information_schema.character_sets s on s.character_set_name like 'utf8%%'
               and s.default_collate_name = collation_name
             where table_schema = database()
             order by table_name, ordinal_position
            """
                    .formatted(COLLATION.formatted("collation_name")),
            """
            select lower(table_name), lower(index_name), index_name = 'PRIMARY', non_unique = 0,
                   concat(coalesce(lower(column_name), 'an expression'), if(sub_part is null, '', concat('(', sub_part, ')')))
              from information_schema.statistics
             where table_schema = database()
             order by table_name, index_name, seq_in_index
            """,
            """
            select lower(table_name), lower(constraint_name), lower(column_name),
                   lower(referenced_table_name), lower(referenced_column_name)
              from information_schema.key_column_usage
             where table_schema = database() and referenced_table_name is not null
             order by table_name, constraint_name, ordinal_position
            """,
            new SchemaQueries.Surroundings(
                    """
            select lower(table_name), 'engine', engine from information_schema.tables
             where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED') and engine <> 'InnoDB'
            union all
            select lower(table_name), 'row_format', row_format from information_schema.tables
             where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED') and engine = 'InnoDB'
               and row_format in ('Compact', 'Redundant')
            union all
            select lower(table_name), 'partitioned', '' from information_schema.tables
             where table_schema = database() and create_options like '%partitioned%'
            union all
            select lower(event_object_table), 'trigger', trigger_name from information_schema.triggers
             where event_object_schema = database()
            """,
                    """
            select lower(table_name), concat('a ', lower(table_type)) from information_schema.tables
             where table_schema = database() and table_type not in ('BASE TABLE', 'SYSTEM VERSIONED')
            """,
                    "select null, null, null from dual where false",
                    """
            select %s from information_schema.schemata
              left join information_schema.character_sets s on s.character_set_name like 'utf8%%'
               and s.default_collate_name = default_collation_name
             where schema_name = database()
            """
                            .formatted(COLLATION.formatted("default_collation_name"))));

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

    private static final String LENGTH =
            """
            select character_maximum_length from information_schema.columns
             where table_schema = database() and lower(table_name) = ? and lower(column_name) = ? and data_type = 'varchar'
            """;

    private static final String IN_THE_WAY =
            """
            select count(*) from information_schema.columns
             where table_schema = database() and lower(table_name) = ?
               and (character_set_name <> ? or (collation_name <> ? and column_key <> ''))
            """;

    private static final Impact.Cost ONLINE = new Impact.Cost(Impact.Blocks.NOTHING, false);

    private static final Impact.Cost COPY = new Impact.Cost(Impact.Blocks.WRITES, true);

    /** A string whose length takes one byte, whatever its characters: 255 bytes, four each. */
    private static final Pattern SHORT_VARCHAR = Pattern.compile("varchar\\((\\d|[1-5]\\d|6[0-3]|64)\\)");

    private static final TableLocks TABLES = new MariaDbTableLocks();

    private final LeaseLock lease = new LeaseLock(new MariaDbLease());

    public MariaDbDialect() {
        super(Engine.MARIADB, TABLE_NAMES, SCHEMA, new NamedLock());
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
        return Grants.of(connection).missing(database, needs.statements(), !isMariaDb(connection));
    }

    @Override
    public Obstacles obstacles(Schema live) {
        return new MariaDbObstacles(live);
    }

    @Override
    public Map<String, Impact.Size> sizes(Connection connection, Set<String> tables) throws SQLException {
        return Impact.Size.byTable(connection, SIZES, tables);
    }

    /**
     * What InnoDB does at once or beside readers and writers blocks nothing; the rest copies the table, and lets readers pass.
     *
     * @see <a href="https://mariadb.com/kb/en/innodb-online-ddl-overview/">MariaDB manual, InnoDB Online DDL</a>
     */
    @Override
    public Impact.Cost cost(Connection connection, SchemaChange change, String table, Touch touch) throws SQLException {
        if (change instanceof SchemaChange.ConvertTable conversion) {
            return onlySorts(connection, conversion) ? ONLINE : COPY;
        }
        if (change instanceof SchemaChange.ModifyColumn column) {
            return widens(connection, column) ? ONLINE : COPY;
        }
        if (change instanceof SchemaChange.AddForeignKey key) {
            return key.table().equals(table) ? COPY : new Impact.Cost(Impact.Blocks.WRITES, false);
        }
        return change instanceof SchemaChange.DropTable ? new Impact.Cost(Impact.Blocks.EVERYTHING, false) : ONLINE;
    }

    private static boolean widens(Connection connection, SchemaChange.ModifyColumn column) throws SQLException {
        Matcher varchar = SHORT_VARCHAR.matcher(column.type());
        return varchar.matches()
                && Queries.list(connection, LENGTH, row -> row.getLong(1), column.table(), column.column()).stream()
                        .anyMatch(before -> before <= Long.parseLong(varchar.group(1)));
    }

    /** MariaDB copies no table for another order of the same characters, unless an index has them in that order. */
    private static boolean onlySorts(Connection connection, SchemaChange.ConvertTable conversion) throws SQLException {
        String collation = conversion.collation();
        return isMariaDb(connection)
                && Queries.list(
                                connection,
                                IN_THE_WAY,
                                row -> row.getLong(1),
                                conversion.table(),
                                collation.substring(0, Math.max(0, collation.indexOf('_'))),
                                collation)
                        .equals(List.of(0L));
    }

    @Override
    public TableLocks tableLocks() {
        return TABLES;
    }

    private static boolean isMariaDb(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("MariaDB");
    }

    /** MySQL has no statement that looks at a lease and changes the schema in one go. */
    @Override
    public Optional<LeaseLock> leaseLock(Connection connection) throws SQLException {
        return isMariaDb(connection) ? Optional.of(lease) : Optional.empty();
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
