package dev.dbsync.agent.bench.measure;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one topic found.
 *
 * @param rows comparisons; may be empty
 * @param tables further tables; may be empty
 * @param notes sentences on how it was measured in this run; may be empty
 */
public record Section(List<Row> rows, List<Table> tables, List<String> notes) {
    public Section {
        rows = List.copyOf(rows);
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
    }

    public static Section of(List<Row> rows) {
        return new Section(rows, List.of(), List.of());
    }

    public Section withNotes(List<String> more) {
        return new Section(
                rows, tables, Stream.concat(notes.stream(), more.stream()).toList());
    }

    String markdown() {
        return Stream.of(rows.isEmpty() ? Stream.<Table>of() : Stream.of(Table.of(rows)), tables.stream())
                        .flatMap(table -> table)
                        .map(Table::markdown)
                        .collect(Collectors.joining("\n\n"))
                + notes.stream().map(note -> "\n\n" + note).collect(Collectors.joining());
    }
}
