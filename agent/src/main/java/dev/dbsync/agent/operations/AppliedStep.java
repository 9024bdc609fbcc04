package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A step that an operation ran and recorded.
 *
 * @param kind which history it belongs to
 * @param id the version that was recorded
 * @param duration how long it took
 * @param appliedAt when it was recorded, by the agent's clock
 */
public record AppliedStep(Step.Kind kind, String id, Duration duration, Instant appliedAt) {
    public AppliedStep {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(appliedAt, "appliedAt");
    }
}
