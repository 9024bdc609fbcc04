package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.Operation;

/** Shows how far an operation is. Used by one thread. */
@FunctionalInterface
interface ProgressDisplay {

    void show(Operation operation);

    /** Leaves the output to others. */
    default void end() {}
}
