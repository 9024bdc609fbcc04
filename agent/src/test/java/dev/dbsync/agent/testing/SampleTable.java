package dev.dbsync.agent.testing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table to fill.
 *
 * @param foreignKeys by column
 */
record SampleTable(String name, String quote, List<SampleColumn> columns, Map<String, Reference> foreignKeys) {

    /** What a column of a foreign key points to. */
    record Reference(String table, String column) {}

    /** The other tables that must have rows before this one. */
    Set<String> parents() {
        return foreignKeys.values().stream()
                .map(Reference::table)
                .filter(table -> !table.equals(name))
                .collect(Collectors.toSet());
    }

    void fill(Statement statement) throws SQLException {
        if (!isEmpty(statement)) {
            return;
        }
        for (int position = 1; position <= SampleRows.ROWS; position++) {
            statement.execute(insert(SampleRow.of(name, position)));
        }
    }

    private boolean isEmpty(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("select count(*) from " + quoted(name))) {
            result.next();
            return result.getInt(1) == 0;
        }
    }

    private String insert(SampleRow row) {
        List<SampleColumn> given = columns.stream()
                .filter(column -> !column.generated() || row.isShadow())
                .toList();
        String names = given.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
        String values = given.stream().map(column -> value(column, row)).collect(Collectors.joining(", "));
        return "insert into %s (%s) values (%s)".formatted(quoted(name), names, values);
    }

    private String value(SampleColumn column, SampleRow row) {
        Reference reference = foreignKeys.get(column.name());
        if (reference == null) {
            return column.value(row);
        }
        if (reference.table().equals(name) || (row.sparse() && column.nullable())) {
            return "null";
        }
        return "(select %1$s from %2$s order by %1$s limit 1 offset %3$d)"
                .formatted(quoted(reference.column()), quoted(reference.table()), row.position() - 1);
    }

    private String quoted(String identifier) {
        return quote + identifier + quote;
    }
}
