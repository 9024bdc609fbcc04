package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.Planner;
import dev.dbsync.agent.planning.Target;
import dev.dbsync.agent.state.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How the live schema of a configured database compares with its catalogue.
 *
 * @param name the name of its configuration section
 * @param catalog its catalogue
 * @param verified what was found
 */
public record DatabaseVerification(String name, Catalog catalog, Verified verified) {

    /** Why there is nothing to hold the schema against; null where there is. */
    public @Nullable Problem problem() {
        Plan plan = Planner.plan(verified.state(), catalog, new Target.Head(), null);
        return plan instanceof Plan.Refused refused ? refused.problem() : null;
    }

    /** Whether the schema is what it should be. */
    public boolean clean() {
        return verified.differences().isEmpty() && problem() == null;
    }
}
