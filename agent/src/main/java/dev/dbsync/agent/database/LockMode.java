package dev.dbsync.agent.database;

/** How a sync keeps others away from a database. */
public enum LockMode {
    /** What the engine and its set-up really guarantee: chosen by looking at the server. */
    AUTO,
    /** A lock of the database session, which dies with it. */
    SESSION,
    /** A lease row with an expiry and a fence, for servers whose session locks do not reach every node or connection. */
    LEASE
}
