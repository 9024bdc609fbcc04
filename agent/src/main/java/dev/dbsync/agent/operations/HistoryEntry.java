package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.vocabulary.Description;
import java.time.Instant;

/** A step that was applied to a database, and who did it. */
@Description("A step that was applied to a database.")
public record HistoryEntry(
        @Description("What it is.") Step.Kind kind,
        @Description("The legacy version or the revision.") String id,
        @Description("When it was recorded.") Instant appliedAt,
        @Description("The name of the agent that did it.") String by,
        @Description("How long it took, in milliseconds.") long durationMs,
        @Description("The id of the operation that it was part of.") String operation) {

    static HistoryEntry of(AppliedStep step, Operation operation) {
        return new HistoryEntry(
                step.kind(), step.id(), step.appliedAt(), operation.host(), step.durationMs(), operation.id());
    }
}
