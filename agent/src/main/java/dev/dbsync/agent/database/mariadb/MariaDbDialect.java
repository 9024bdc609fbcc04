package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.CatalogDialect;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SchemaQueries;
import dev.dbsync.agent.database.SessionMonitor;
import dev.dbsync.agent.database.TableClauses;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * MariaDB and MySQL: DDL that commits by itself, named locks.
 *
 * <p>MySQL 8 prints integers without a display width and {@code utf8} under its old name; the queries bring both to
 * MariaDB's form, so that a schema compares alike on either.
 */
public final class MariaDbDialect extends CatalogDialect {
    private static final String TABLE_NAMES =
            """
            select table_name from information_schema.tables
             where table_schema = database() and table_type = 'BASE TABLE'
            """;

    private static final String WSREP = "show global variables like 'wsrep_on'";

    private static final SchemaQueries SCHEMA = new SchemaQueries(
            """
            select lower(table_name), regexp_replace(table_collation, '^utf8_', 'utf8mb3_')
              from information_schema.tables
             where table_schema = database() and table_type = 'BASE TABLE'
            """,
            """
            select lower(table_name), lower(column_name),
                   case column_type when 'int' then 'int(11)' when 'bigint' then 'bigint(20)'
                                    when 'smallint' then 'smallint(6)' when 'tinyint' then 'tinyint(4)'
                                    else column_type end,
                   is_nullable = 'YES',
                   if(column_default is null or column_default = 'NULL', null, column_default),
                   extra like '%auto_increment%',
                   regexp_replace(collation_name, '^utf8_', 'utf8mb3_')
              from information_schema.columns
             where table_schema = database()
             order by table_name, ordinal_position
            """,
            """
            select lower(table_name), lower(index_name), index_name = 'PRIMARY', non_unique = 0,
                   concat(lower(column_name), if(sub_part is null, '', concat('(', sub_part, ')')))
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
            """);

    private static final String SERVER = "concat(@@hostname, ' ', @@port, ' ', @@datadir)";

    private static final SessionMonitor SESSIONS = new SessionMonitor(
            "select " + SERVER + ", connection_id()",
            "select " + SERVER + ", (select command from information_schema.processlist where id = ?)",
            Set.of("Sleep"));

    private static final TableClauses CLAUSES = new MariaDbClauses();

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

    /** MySQL has no statement that looks at a lease and changes the schema in one go. */
    @Override
    public Optional<LeaseLock> leaseLock(Connection connection) throws SQLException {
        return serverVersion(connection).product().equalsIgnoreCase("MariaDB") ? Optional.of(lease) : Optional.empty();
    }

    @Override
    public Optional<SessionMonitor> sessionMonitor() {
        return Optional.of(SESSIONS);
    }

    /** On Galera, named locks are local to a node: two nodes both grant one. */
    @Override
    public boolean sessionLockReachesAll(Connection connection) throws SQLException {
        return Queries.list(connection, WSREP, row -> row.getString(2)).stream().noneMatch("ON"::equalsIgnoreCase);
    }
}
