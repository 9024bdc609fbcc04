package dev.dbsync.agent.execution;

import dev.dbsync.agent.database.TableClauses;
import dev.dbsync.agent.schema.SchemaChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Units of a step of which those that change the same table, one right after the other and in the same way, are one. It is
 * for engines where each statement of DDL is a commit of its own; what a run that was interrupted has left of a step is found
 * out before, change by change, and only what is left is joined.
 *
 * <p>Tables, indexes and keys that are made in one stretch have an {@linkplain NewObjects order of their own}.
 */
final class JoinedUnits {
    private final TableClauses clauses;
    private final boolean keysAlone;
    private final List<ChangeUnit> joined = new ArrayList<>();
    private final List<ChangeUnit> stretch = new ArrayList<>();

    private JoinedUnits(TableClauses clauses, boolean keysAlone) {
        this.clauses = clauses;
        this.keysAlone = keysAlone;
    }

    /**
     * The same changes in as few statements as do no more at once than the engine does well.
     *
     * @param keysAlone whether foreign keys come after their tables: where a session holds tables that others use while it
     *     changes them, it cannot make one in the same statement
     */
    static List<ChangeUnit> of(List<ChangeUnit> units, TableClauses clauses, boolean keysAlone) {
        JoinedUnits all = new JoinedUnits(clauses, keysAlone);
        units.forEach(all::take);
        all.endStretch();
        return all.joined;
    }

    private void take(ChangeUnit unit) {
        if (!stretch.isEmpty() && !belongs(unit)) {
            endStretch();
        }
        stretch.add(unit);
    }

    private boolean belongs(ChangeUnit unit) {
        SchemaChange before = stretch.get(stretch.size() - 1).change();
        SchemaChange next = unit.change();
        return NewObjects.makes(before)
                ? NewObjects.makes(next)
                : isOfColumn(before)
                        && before.getClass().equals(next.getClass())
                        && before.tableName().equals(next.tableName());
    }

    /** Columns that come, or that go. Both at once, or with an index, may cost a copy of the table that either alone does not. */
    private static boolean isOfColumn(SchemaChange change) {
        return change instanceof SchemaChange.AddColumn || change instanceof SchemaChange.DropColumn;
    }

    private void endStretch() {
        if (!stretch.isEmpty()) {
            joined.addAll(
                    NewObjects.makes(stretch.get(0).change())
                            ? NewObjects.of(stretch, clauses, keysAlone)
                            : Alteration.of(stretch, clauses));
        }
        stretch.clear();
    }
}
