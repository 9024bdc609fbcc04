package dev.dbsync.agent.schema;

import dev.dbsync.agent.schema.SchemaChange.AddColumn;
import dev.dbsync.agent.schema.SchemaChange.ConvertTable;
import dev.dbsync.agent.schema.SchemaChange.ModifyColumn;
import java.util.ArrayList;
import java.util.List;

/** Whether a column found is the one that a step makes, as made, or as a later change of the step leaves it. */
record ColumnComparison(String table, Column expected, List<SchemaChange> later) {

    boolean accepts(Column found) {
        return versions().stream().anyMatch(version -> version.matches(found));
    }

    private List<Column> versions() {
        List<Column> versions = new ArrayList<>(List.of(expected));
        Column version = expected;
        for (SchemaChange change : later) {
            version = next(version, change);
            versions.add(version);
        }
        return versions;
    }

    private Column next(Column version, SchemaChange change) {
        if (change.object().equals("column " + table + "." + expected.name())) {
            if (change instanceof AddColumn addition) {
                return addition.column();
            }
            return change instanceof ModifyColumn modification ? Evolution.modified(version, modification) : version;
        }
        return change instanceof ConvertTable ? version.withCollation(null) : version;
    }
}
