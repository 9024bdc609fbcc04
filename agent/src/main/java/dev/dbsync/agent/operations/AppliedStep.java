package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.vocabulary.Description;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** A step that an operation ran and recorded. */
@Description(name = "Applied", value = "A step that was applied.")
public record AppliedStep(
        @Description("What it is.") Step.Kind kind,
        @Description("The legacy version or the revision.") String id,
        @Description("How long it took, in milliseconds.") long durationMs,
        @Description("When it was recorded, by the agent's clock.") Instant appliedAt) {
    public AppliedStep {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(appliedAt, "appliedAt");
    }

    public AppliedStep(Step.Kind kind, String id, Duration duration, Instant appliedAt) {
        this(kind, id, duration.toMillis(), appliedAt);
    }
}
