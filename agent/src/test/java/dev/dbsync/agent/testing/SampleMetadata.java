package dev.dbsync.agent.testing;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what a database says of its own tables. */
final class SampleMetadata {

    private final Connection connection;
    private final DatabaseMetaData metadata;
    private final Map<String, List<String>> choices;

    SampleMetadata(Engine engine, Connection connection) throws SQLException {
        this.connection = connection;
        this.metadata = connection.getMetaData();
        this.choices = choices(engine);
    }

    SampleTable table(String name) throws SQLException {
        return new SampleTable(name, metadata.getIdentifierQuoteString(), columns(name), foreignKeys(name));
    }

    private List<SampleColumn> columns(String table) throws SQLException {
        try (ResultSet result =
                metadata.getColumns(connection.getCatalog(), connection.getSchema(), escaped(table), null)) {
            List<SampleColumn> columns = new ArrayList<>();
            while (result.next()) {
                columns.add(column(table, result));
            }
            return columns;
        }
    }

    private SampleColumn column(String table, ResultSet column) throws SQLException {
        String name = column.getString("COLUMN_NAME");
        return new SampleColumn(
                name,
                column.getString("TYPE_NAME").toLowerCase(Locale.ROOT),
                column.getInt("COLUMN_SIZE"),
                choices.getOrDefault(table + "." + name, List.of()),
                column.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                "YES".equals(column.getString("IS_AUTOINCREMENT"))
                        || "YES".equals(column.getString("IS_GENERATEDCOLUMN")));
    }

    private Map<String, SampleTable.Reference> foreignKeys(String table) throws SQLException {
        try (ResultSet result = metadata.getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
            Map<String, SampleTable.Reference> references = new HashMap<>();
            while (result.next()) {
                references.put(
                        result.getString("FKCOLUMN_NAME"),
                        new SampleTable.Reference(result.getString("PKTABLE_NAME"), result.getString("PKCOLUMN_NAME")));
            }
            return references;
        }
    }

    /** The values of enum columns, by {@code table.column}. */
    private Map<String, List<String>> choices(Engine engine) throws SQLException {
        Map<String, List<String>> found = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(choicesQuery(engine))) {
            while (result.next()) {
                found.computeIfAbsent(result.getString(1), key -> new ArrayList<>())
                        .addAll(List.of(result.getString(2).split("','")));
            }
        }
        return found;
    }

    private static String choicesQuery(Engine engine) {
        return switch (engine) {
            case POSTGRESQL ->
                """
                    select c.relname || '.' || a.attname, e.enumlabel
                      from pg_enum e
                      join pg_attribute a on a.atttypid = e.enumtypid
                      join pg_class c on c.oid = a.attrelid and c.relnamespace = current_schema()::regnamespace
                     order by a.attrelid, a.attnum, e.enumsortorder
                    """;
            case MARIADB ->
                """
                    select concat(table_name, '.', column_name), trim(trailing ''')' from substr(column_type, 7))
                      from information_schema.columns
                     where table_schema = database() and data_type = 'enum'
                    """;
            case H2 ->
                """
                    select c.table_name || '.' || c.column_name, e.value_name
                      from information_schema.enum_values e
                      join information_schema.columns c
                        on c.table_schema = e.object_schema and c.table_name = e.object_name
                       and c.dtd_identifier = e.enum_identifier
                     where c.table_schema = current_schema
                     order by c.table_name, c.ordinal_position, e.value_ordinal
                    """;
        };
    }

    private String escaped(String table) throws SQLException {
        return table.replace("_", metadata.getSearchStringEscape() + "_");
    }
}
