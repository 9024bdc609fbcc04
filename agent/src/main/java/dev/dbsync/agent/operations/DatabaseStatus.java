package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.ServerVersion;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.Planner;
import dev.dbsync.agent.planning.Target;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Where a configured database stands.
 *
 * @param name the name of its configuration section
 * @param catalog its catalogue
 * @param server what its server says it is; null where there is no connection
 * @param state where it stands
 * @param holder who holds its lock; null where nobody does
 * @param operation the operation of this agent that works on it; null where none does
 */
public record DatabaseStatus(
        String name,
        Catalog catalog,
        @Nullable ServerVersion server,
        DatabaseState state,
        @Nullable LockHolder holder,
        @Nullable String operation) {

    /** The plan to head, whose steps are what is pending. */
    private Plan plan() {
        return Planner.plan(state, catalog, new Target.Head(), null);
    }

    /** How many steps a sync to head would run; none where it would be refused. */
    public int pending() {
        return plan().steps().size();
    }

    /** Why a sync would be refused; null where it would not. */
    public @Nullable Problem problem() {
        return plan() instanceof Plan.Refused refused ? refused.problem() : null;
    }

    public boolean upToDate() {
        return state instanceof DatabaseState.Current;
    }
}
