package dev.dbsync.agent.rpc;

import java.util.List;

@Description("What a sync would do.")
public record PlanAnswer(
        @Description("Whether it would change anything.") boolean changes,
        @Description("Each database's plan.") List<Plan> databases) {

    public PlanAnswer {
        databases = List.copyOf(databases);
    }
}
