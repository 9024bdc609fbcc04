package dev.dbsync.agent.schema;

import dev.dbsync.agent.schema.SchemaChange.ConvertTable;
import dev.dbsync.agent.schema.SchemaChange.ModifyColumn;
import java.util.List;
import java.util.stream.Stream;

/** Whether a column found is the one that a step makes, as made, or as a later change of the step leaves it. */
record ColumnComparison(String table, Column expected, List<SchemaChange> later) {

    boolean accepts(Column found) {
        return versions().anyMatch(version -> version.matches(found));
    }

    private Stream<Column> versions() {
        Stream<Column> changed = later.stream().flatMap(change -> {
            if (change instanceof ModifyColumn modify && concerns(modify)) {
                return Stream.of(withType(modify));
            }
            return change instanceof ConvertTable convert && convert.table().equals(table)
                    ? Stream.of(expected.withCollation(null))
                    : Stream.of();
        });
        return Stream.concat(Stream.of(expected), changed);
    }

    private boolean concerns(ModifyColumn modify) {
        return modify.table().equals(table) && modify.column().equals(expected.name());
    }

    private Column withType(ModifyColumn modify) {
        return new Column(
                expected.name(),
                modify.type(),
                expected.nullable(),
                expected.defaultValue(),
                expected.generated(),
                modify.collation());
    }
}
