package dev.dbsync.agent.operations;

import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.state.DatabaseState;
import java.util.List;

/**
 * A plan, and the statements that carrying it out would send.
 *
 * @param state the state that it starts from
 * @param plan the plan; refused where the live schema does not let its steps be run
 * @param steps the plan's steps with what is left of each to run; empty unless there is something to do
 */
public record Planned(DatabaseState state, Plan plan, List<ResolvedStep> steps) {
    public Planned {
        steps = List.copyOf(steps);
    }
}
