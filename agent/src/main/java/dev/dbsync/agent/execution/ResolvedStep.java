package dev.dbsync.agent.execution;

import dev.dbsync.agent.control.HistoryEntry;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.schema.SchemaChange;
import java.util.List;
import java.util.stream.Stream;

/**
 * A step with what is left of it to run on a particular database.
 *
 * @param step the step
 * @param units the units to run, in order: all of them, or those that a run that was interrupted had not made
 * @param moot those of them whose own query says that, as things stand, there is nothing for them to do; each is asked
 *     about once more when its turn comes
 * @param found how many units of the step were found made already
 * @param history the entries for Liquibase's history, where the catalogue keeps that: the revision's own, or, where it is
 *     stamped, those of all revisions up to it
 */
public record ResolvedStep(
        Step step, List<ChangeUnit> units, List<ChangeUnit> moot, int found, List<HistoryEntry> history) {
    public ResolvedStep {
        units = List.copyOf(units);
        moot = List.copyOf(moot);
        history = List.copyOf(history);
    }

    /** The SQL that the step sends, in order, control-table writes left out. */
    public List<String> statements() {
        return expected().flatMap(unit -> unit.statements().stream()).toList();
    }

    /** The gravest effect of what is left to run. */
    public Effect effect() {
        return expected().map(ChangeUnit::effect).reduce(Effect.NONE, Effect::and);
    }

    /** What is left to run does to the schema. */
    public List<SchemaChange> changes() {
        return expected().flatMap(unit -> unit.changes().stream()).toList();
    }

    private Stream<ChangeUnit> expected() {
        return units.stream().filter(unit -> !moot.contains(unit));
    }
}
