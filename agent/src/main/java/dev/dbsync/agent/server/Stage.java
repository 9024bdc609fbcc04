package dev.dbsync.agent.server;

/** How far a server is on its way to its end. It goes from one to the next, may leave one out, and never goes back. */
enum Stage {
    /** Takes every call. */
    ACCEPTING,

    /** Takes calls that begin no work: who follows an operation shall hear of its end. */
    DRAINING,

    /** Takes no calls; those that run are answered. */
    STOPPED;

    Stage drained() {
        return this == ACCEPTING ? DRAINING : this;
    }

    boolean takesWork() {
        return this == ACCEPTING;
    }

    boolean takesCalls() {
        return this != STOPPED;
    }
}
