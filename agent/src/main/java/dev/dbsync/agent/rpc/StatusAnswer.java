package dev.dbsync.agent.rpc;

import java.util.List;
import java.util.Objects;

@Description("Where databases stand.")
public record StatusAnswer(
        @Description("The agent's name.") String agent,
        @Description("Whether all of them are at head.") boolean upToDate,
        @Description("Each of them.") List<Status> databases) {

    public StatusAnswer {
        Objects.requireNonNull(agent, "agent");
        databases = List.copyOf(databases);
    }
}
