package dev.dbsync.agent.operations;

import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.state.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sync would do to a configured database.
 *
 * @param name the name of its configuration section
 * @param planned the plan, with the state that it starts from
 */
public record DatabasePlan(String name, Planned planned) {

    public boolean changes() {
        return planned.plan() instanceof Plan.Outstanding;
    }

    /** The revision that the database would be at; null where the plan is refused. */
    public @Nullable String to() {
        if (planned.plan() instanceof Plan.Outstanding outstanding) {
            return outstanding.to();
        }
        return planned.plan() instanceof Plan.NothingToDo nothing ? nothing.at() : null;
    }

    /** Why a sync would be refused; null where it would not. */
    public @Nullable Problem problem() {
        return planned.plan() instanceof Plan.Refused refused ? refused.problem() : null;
    }

    public List<ResolvedStep> steps() {
        return planned.steps();
    }
}
