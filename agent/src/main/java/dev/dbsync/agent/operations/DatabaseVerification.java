package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.Planner;
import dev.dbsync.agent.planning.Target;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.DatabaseStateName;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.vocabulary.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the live schema of a configured database compares with its catalogue. */
@Description(name = "Verification", value = "How the live schema of one database compares with its catalogue.")
public record DatabaseVerification(
        @Description("The database's name in the configuration.") String name,
        @Description("Its state.") DatabaseStateName state,
        @Description("The revision whose schema it should have; null when its state does not tell.") @Nullable
                String revision,
        @Description("Where it is not that schema.") List<Difference> differences,
        @Description("Why there is nothing to compare it with.") @Nullable Problem error) {
    public DatabaseVerification {
        differences = List.copyOf(differences);
    }

    static DatabaseVerification of(String name, Catalog catalog, Verified verified) {
        Plan plan = Planner.plan(verified.state(), catalog, new Target.Head(), null);
        return new DatabaseVerification(
                name,
                verified.state().name(),
                verified.revision() == null ? null : verified.revision().id(),
                verified.differences(),
                plan instanceof Plan.Refused refused ? refused.problem().of(name) : null);
    }

    /** Whether the schema is what it should be. */
    public boolean clean() {
        return differences.isEmpty() && error == null;
    }
}
