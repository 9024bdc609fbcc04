package dev.dbsync.agent.operations;

import dev.dbsync.agent.execution.ExecutionListener;

/** Hears how a sync of one database gets on. */
public interface SyncListener extends ExecutionListener {

    /** The lock is held, and what is to be done is known. */
    default void planned(Planned planned) {}
}
