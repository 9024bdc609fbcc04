package dev.dbsync.agent.rpc;

import java.time.Instant;
import java.util.Objects;

@Description("A step that was applied to a database.")
public record HistoryEntry(
        @Description("What it is.") StepKind kind,
        @Description("The legacy version or the revision.") String id,
        @Description("When it was recorded.") Instant appliedAt,
        @Description("The name of the agent that did it.") String by,
        @Description("How long it took, in milliseconds.") long durationMs,
        @Description("The id of the operation that it was part of.") String operation) {

    public HistoryEntry {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(appliedAt, "appliedAt");
        Objects.requireNonNull(by, "by");
        if (durationMs < 0) {
            throw new IllegalArgumentException("durationMs of " + id + " must not be negative, but is " + durationMs);
        }
        Objects.requireNonNull(operation, "operation");
    }
}
