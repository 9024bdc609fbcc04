package dev.dbsync.agent.rpc;

import java.util.Objects;

@Description("A step that was applied.")
public record Applied(
        @Description("What it is.") StepKind kind,
        @Description("The legacy version or the revision.") String id,
        @Description("How long it took, in milliseconds.") long durationMs) {

    public Applied {
        Objects.requireNonNull(kind, "kind");
        if (durationMs < 0) {
            throw new IllegalArgumentException("durationMs of " + id + " must not be negative, but is " + durationMs);
        }
    }
}
