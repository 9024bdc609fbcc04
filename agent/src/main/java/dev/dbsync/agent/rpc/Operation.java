package dev.dbsync.agent.rpc;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Description("A sync that was asked for.")
public record Operation(
        @Description("Its id.") String id,
        @Description("How far it is.") OperationState state,
        @Description("Whether anything was changed.") boolean changed,
        @Description("When it was asked for.") @Nullable Instant startedAt,
        @Description("When it ended; null until it has.") @Nullable Instant finishedAt,
        @Description("The host of the agent that runs it.") String host,
        @Description("How far it is, in units of work.") Progress progress,
        @Description("What it did to each database.") List<DatabaseResult> databases,
        @Description("Why it failed.") @Nullable Problem error) {

    public Operation {
        if (id.isBlank()) {
            throw new IllegalArgumentException("id must name the operation, but is blank");
        }
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(progress, "progress");
        databases = List.copyOf(databases);
    }
}
