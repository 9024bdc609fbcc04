package dev.dbsync.agent.rpc;

import dev.dbsync.agent.operations.DatabasePlan;
import dev.dbsync.agent.vocabulary.Description;
import java.util.List;

@Description("What a sync would do.")
public record PlanAnswer(
        @Description("Whether it would change anything.") boolean changes,
        @Description("A name for what it would do, by which it can be approved.") String digest,
        @Description("Each database's plan.") List<DatabasePlan> databases) {

    public PlanAnswer {
        // An older agent has none.
        digest = digest == null ? "" : digest;
        databases = List.copyOf(databases);
    }
}
