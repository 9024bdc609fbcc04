package dev.dbsync.agent.operations;

import dev.dbsync.agent.vocabulary.Description;
import java.util.Locale;

/** How far an operation, or its part for one database, has come. */
@Description("How far an operation is, or its part for one database.")
public enum OperationState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** The agent stopped while it ran; the next sync goes on where it stopped. */
    INTERRUPTED,
    /** Somebody called it off; what was done stays done, and the next sync goes on. */
    CANCELLED;

    /** Whether this is an end. */
    public boolean ended() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case SUCCEEDED, FAILED, INTERRUPTED, CANCELLED -> true;
        };
    }

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
