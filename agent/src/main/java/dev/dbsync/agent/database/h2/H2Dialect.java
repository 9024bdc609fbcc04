package dev.dbsync.agent.database.h2;

import dev.dbsync.agent.database.CatalogDialect;
import dev.dbsync.agent.database.DatabaseLock;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.SchemaQueries;
import dev.dbsync.agent.schema.ForeignKey;
import dev.dbsync.agent.schema.Index;
import dev.dbsync.agent.schema.Obstacle;
import dev.dbsync.agent.schema.Obstacles;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.Table;
import java.sql.Connection;
import java.util.Optional;

/**
 * The embedded H2. Its DDL commits by itself, as MariaDB's does, whatever the transaction.
 *
 * @see <a href="https://h2database.com/html/advanced.html#transaction_isolation">H2 manual, Transaction Isolation</a>
 */
public final class H2Dialect extends CatalogDialect {
    private static final String TABLE_NAMES =
            """
            select table_name from information_schema.tables
             where table_schema = current_schema and table_type = 'BASE TABLE'
            """;

    private static final SchemaQueries SCHEMA = new SchemaQueries(
            """
            select lower(table_name), null from information_schema.tables
             where table_schema = current_schema and table_type = 'BASE TABLE'
            """,
            """
            select lower(c.table_name), lower(c.column_name),
                   case c.data_type
                        when 'ENUM' then 'enum(' || (select listagg('''' || e.value_name || '''', ',')
                                                            within group (order by e.value_ordinal)
                                                       from information_schema.enum_values e
                                                      where e.object_schema = c.table_schema
                                                        and e.object_name = c.table_name
                                                        and e.enum_identifier = c.dtd_identifier) || ')'
                        when 'CHARACTER VARYING' then 'character varying(' || c.character_maximum_length || ')'
                        else lower(c.data_type) end,
                   c.is_nullable = 'YES', c.column_default, c.is_identity = 'YES', null
              from information_schema.columns c
             where c.table_schema = current_schema
             order by c.table_name, c.ordinal_position
            """,
            """
            select lower(i.table_name), lower(coalesce(k.constraint_name, i.index_name)),
                   coalesce(i.index_type_name = 'PRIMARY KEY', false),
                   coalesce(i.index_type_name like 'UNIQUE%', false), lower(ic.column_name)
              from information_schema.indexes i
              join information_schema.index_columns ic
                on ic.index_schema = i.index_schema and ic.index_name = i.index_name
              left join information_schema.table_constraints k
                on k.index_schema = i.index_schema and k.index_name = i.index_name and k.constraint_type = 'UNIQUE'
             where i.table_schema = current_schema
               and (not i.is_generated or k.constraint_name is not null or i.index_type_name = 'PRIMARY KEY')
             order by 1, 2, ic.ordinal_position
            """,
            """
            select lower(k.table_name), lower(k.constraint_name), lower(k.column_name),
                   lower(u.table_name), lower(u.column_name)
              from information_schema.referential_constraints r
              join information_schema.key_column_usage k
                on k.constraint_schema = r.constraint_schema and k.constraint_name = r.constraint_name
              join information_schema.key_column_usage u
                on u.constraint_schema = r.unique_constraint_schema
               and u.constraint_name = r.unique_constraint_name
               and u.ordinal_position = k.position_in_unique_constraint
             where k.table_schema = current_schema
             order by 1, 2, k.ordinal_position
            """,
            null);

    public H2Dialect() {
        super(Engine.H2, TABLE_NAMES, SCHEMA, new ProcessLock());
    }

    /** A lock of the process reaches all there is. */
    @Override
    public Optional<DatabaseLock> leaseLock(Connection connection) {
        return Optional.of(sessionLock());
    }

    /** An embedded database belongs to the agent alone. */
    @Override
    public Obstacles obstacles(Schema live) {
        return new Obstacles(live) {
            @Override
            protected Optional<Obstacle> key(Table child, ForeignKey key, Table parent) {
                return Optional.empty();
            }

            @Override
            protected Optional<Obstacle> index(Table table, Index index) {
                return Optional.empty();
            }
        };
    }

    @Override
    public boolean transactionalDdl() {
        return false;
    }
}
