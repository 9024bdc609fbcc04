package dev.dbsync.agent.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a database, as text. Tables and columns go by their names in lower case; control tables are left out.
 *
 * @param tables the rows of each table, each row with the text of each column
 */
public record Fingerprint(Map<String, List<Map<String, String>>> tables) {

    private static final String NULL = "∅";

    public static Fingerprint of(DatabaseUnderTest database) throws SQLException {
        try (Connection connection = database.open()) {
            Map<String, List<Map<String, String>>> tables = new TreeMap<>();
            for (String table : database.tableNames()) {
                if (!SampleRows.isControlTable(table)) {
                    tables.put(table.toLowerCase(Locale.ROOT), rows(connection, table));
                }
            }
            return new Fingerprint(tables);
        }
    }

    /** The same without these tables, as when an upgrade is meant to empty or drop them. */
    public Fingerprint without(String... dropped) {
        Map<String, List<Map<String, String>>> rest = new TreeMap<>(tables);
        rest.keySet().removeAll(Set.of(dropped));
        return new Fingerprint(rest);
    }

    /**
     * Fails unless every row of this fingerprint is still in {@code later}, and no other. Only tables of this one
     * count, and of them only columns that are in both.
     */
    public void assertKeptIn(Fingerprint later) {
        List<String> losses = new ArrayList<>();
        tables.forEach((table, rows) -> losses.addAll(losses(table, rows, later.tables.get(table))));
        if (!losses.isEmpty()) {
            throw new AssertionError("rows were lost or changed:\n" + String.join("\n", losses));
        }
    }

    private static List<String> losses(
            String table, List<Map<String, String>> before, @Nullable List<Map<String, String>> after) {
        if (after == null) {
            return List.of(table + ": the table is gone");
        }
        Set<String> columns = common(before, after);
        List<String> wanted = project(before, columns);
        List<String> found = project(after, columns);
        return wanted.equals(found) ? List.of() : List.of(table + ":\n  before " + wanted + "\n  after  " + found);
    }

    private static Set<String> common(List<Map<String, String>> before, List<Map<String, String>> after) {
        Set<String> columns = new TreeSet<>();
        before.stream().limit(1).forEach(row -> columns.addAll(row.keySet()));
        after.stream().limit(1).forEach(row -> columns.retainAll(row.keySet()));
        return columns;
    }

    private static List<String> project(List<Map<String, String>> rows, Set<String> columns) {
        return rows.stream()
                .map(row -> columns.stream()
                        .map(column -> column + "=" + row.get(column))
                        .collect(Collectors.joining(", ")))
                .sorted()
                .toList();
    }

    private static List<Map<String, String>> rows(Connection connection, String table) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select * from " + quote + table + quote)) {
            List<Map<String, String>> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            rows.sort((left, right) -> left.toString().compareTo(right.toString()));
            return rows;
        }
    }

    private static Map<String, String> row(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        Map<String, String> row = new TreeMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String text = result.getString(i);
            row.put(columns.getColumnName(i).toLowerCase(Locale.ROOT), text == null ? NULL : text);
        }
        return row;
    }
}
