package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.SchemaQueries;

/**
 * What MariaDB and MySQL tell of the connection's database.
 *
 * <p>Servers print the same column in different words: with and without a display width, strings in quotes or bare,
 * {@code utf8} under its old name, and the collation that they themselves take for a character set where a statement names
 * none. The queries bring all to the words of MariaDB 10.11, so that a schema compares alike on each.
 */
final class MariaDbSchema {
    private static final String COLLATION =
            "regexp_replace(coalesce(concat(s.character_set_name, '_general_ci'), %s), '^utf8_', 'utf8mb3_')";

    static final SchemaQueries QUERIES = new SchemaQueries(
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

    private MariaDbSchema() {}
}
