package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;

/** What JDBC's metadata does not tell, or tells slowly. */
final class SampleQueries {

    private SampleQueries() {}

    /** Table, column and values of each enum column; the values as one quoted list or one a row. */
    static String choices(Engine engine) {
        return switch (engine) {
            case POSTGRESQL ->
                """
                    select c.relname, a.attname, e.enumlabel
                      from pg_enum e
                      join pg_attribute a on a.atttypid = e.enumtypid
                      join pg_class c on c.oid = a.attrelid and c.relnamespace = current_schema()::regnamespace
                     order by a.attrelid, a.attnum, e.enumsortorder
                    """;
            case MARIADB ->
                """
                    select table_name, column_name, trim(trailing ''')' from substr(column_type, 7))
                      from information_schema.columns
                     where table_schema = database() and data_type = 'enum'
                    """;
            case H2 ->
                """
                    select c.table_name, c.column_name, e.value_name
                      from information_schema.enum_values e
                      join information_schema.columns c
                        on c.table_schema = e.object_schema and c.table_name = e.object_name
                       and c.dtd_identifier = e.enum_identifier
                     where c.table_schema = current_schema
                     order by c.table_name, c.ordinal_position, e.value_ordinal
                    """;
        };
    }

    /** Table, column, and the table and column that it refers to. */
    static String foreignKeys(Engine engine) {
        return switch (engine) {
            case POSTGRESQL ->
                """
                    select child.relname, own.attname, parent.relname, referred.attname
                      from pg_constraint k
                      join pg_class child on child.oid = k.conrelid
                      join pg_class parent on parent.oid = k.confrelid
                     cross join unnest(k.conkey, k.confkey) as pair (own, referred)
                      join pg_attribute own on own.attrelid = child.oid and own.attnum = pair.own
                      join pg_attribute referred on referred.attrelid = parent.oid and referred.attnum = pair.referred
                     where k.contype = 'f' and child.relnamespace = current_schema()::regnamespace
                    """;
            case MARIADB ->
                """
                    select table_name, column_name, referenced_table_name, referenced_column_name
                      from information_schema.key_column_usage
                     where table_schema = database() and referenced_table_name is not null
                    """;
            case H2 ->
                """
                    select u.table_name, u.column_name, p.table_name, p.column_name
                      from information_schema.referential_constraints r
                      join information_schema.key_column_usage u
                        on u.constraint_schema = r.constraint_schema and u.constraint_name = r.constraint_name
                      join information_schema.key_column_usage p
                        on p.constraint_schema = r.unique_constraint_schema
                       and p.constraint_name = r.unique_constraint_name
                       and p.ordinal_position = u.position_in_unique_constraint
                     where u.table_schema = current_schema
                    """;
        };
    }
}
