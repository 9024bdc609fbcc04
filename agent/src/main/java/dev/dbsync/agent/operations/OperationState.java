package dev.dbsync.agent.operations;

import java.util.Locale;

/** How far an operation, or its part for one database, has come. */
public enum OperationState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** The agent stopped while it ran; the next sync goes on where it stopped. */
    INTERRUPTED;

    /** Whether this is an end. */
    public boolean ended() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case SUCCEEDED, FAILED, INTERRUPTED -> true;
        };
    }

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
