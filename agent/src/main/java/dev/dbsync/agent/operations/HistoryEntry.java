package dev.dbsync.agent.operations;

import java.util.Objects;

/**
 * A step that was applied to a database, and who did it.
 *
 * @param step the step
 * @param host the agent that did it
 * @param operation the id of the operation that it was part of
 */
public record HistoryEntry(AppliedStep step, String host, String operation) {
    public HistoryEntry {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(operation, "operation");
    }
}
