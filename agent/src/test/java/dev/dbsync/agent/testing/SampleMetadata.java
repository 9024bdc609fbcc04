package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;
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

/** Reads what a database says of its own tables, all at once. */
final class SampleMetadata {

    private final String quote;
    private final Map<String, List<SampleColumn>> columns = new HashMap<>();
    private final Map<String, Map<String, SampleTable.Reference>> foreignKeys = new HashMap<>();
    private final Map<String, List<String>> choices = new HashMap<>();

    private SampleMetadata(String quote) {
        this.quote = quote;
    }

    static SampleMetadata read(Engine engine, Connection connection) throws SQLException {
        SampleMetadata metadata = new SampleMetadata(connection.getMetaData().getIdentifierQuoteString());
        metadata.readChoices(engine, connection);
        metadata.readForeignKeys(engine, connection);
        metadata.readColumns(connection);
        return metadata;
    }

    SampleTable table(String name) {
        return new SampleTable(
                name, quote, columns.getOrDefault(name, List.of()), foreignKeys.getOrDefault(name, Map.of()));
    }

    private void readColumns(Connection connection) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        try (ResultSet row = metadata.getColumns(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (row.next()) {
                String table = row.getString("TABLE_NAME");
                columns.computeIfAbsent(table, key -> new ArrayList<>()).add(column(table, row));
            }
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

    private void readForeignKeys(Engine engine, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SampleQueries.foreignKeys(engine))) {
            while (row.next()) {
                foreignKeys
                        .computeIfAbsent(row.getString(1), key -> new HashMap<>())
                        .put(row.getString(2), new SampleTable.Reference(row.getString(3), row.getString(4)));
            }
        }
    }

    private void readChoices(Engine engine, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SampleQueries.choices(engine))) {
            while (row.next()) {
                choices.computeIfAbsent(row.getString(1) + "." + row.getString(2), key -> new ArrayList<>())
                        .addAll(List.of(row.getString(3).split("','")));
            }
        }
    }
}
