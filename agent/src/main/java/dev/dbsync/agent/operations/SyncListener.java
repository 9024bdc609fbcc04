package dev.dbsync.agent.operations;

import dev.dbsync.agent.execution.ExecutionListener;
import java.time.Duration;

/** Hears how a sync of one database gets on. */
public interface SyncListener extends ExecutionListener {

    /**
     * The lock is held.
     *
     * @param waited for how long it was waited for
     * @param takenOver whether from a holder that had let it lapse
     */
    default void locked(Duration waited, boolean takenOver) {}

    /** The lock is held, and what is to be done is known. After a connection broke, it is found out anew. */
    default void planned(Planned planned) {}

    /** The connection broke, and the sync goes on with another one. */
    default void reconnected() {}

    /** The lock was lost to another while this one stood still; nothing more is written. */
    default void fenced() {}
}
