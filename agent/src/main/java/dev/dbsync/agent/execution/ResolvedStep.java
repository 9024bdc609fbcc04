package dev.dbsync.agent.execution;

import dev.dbsync.agent.control.HistoryEntry;
import dev.dbsync.agent.planning.Step;
import java.util.List;
import java.util.Optional;

/**
 * A step with what is left of it to run on a particular database.
 *
 * @param step the step
 * @param units the units to run, in order: all of them, or those that a run that was cut off had not made
 * @param found how many units of the step were found made already
 * @param history the entry for Liquibase's history, where the catalogue keeps that
 */
public record ResolvedStep(Step step, List<ChangeUnit> units, int found, Optional<HistoryEntry> history) {
    public ResolvedStep {
        units = List.copyOf(units);
    }

    /** The SQL that the step sends, in order, control-table writes left out. */
    public List<String> statements() {
        return units.stream().flatMap(unit -> unit.statements().stream()).toList();
    }

    /** The gravest effect of what is left to run. */
    public Effect effect() {
        return units.stream().map(ChangeUnit::effect).reduce(Effect.NONE, Effect::and);
    }
}
