package dev.dbsync.agent.database;

/** How a sync keeps others away from a database. */
public enum LockMode {
    /** A lock of the database session where it reaches every connection to the database, a lease elsewhere. */
    AUTO,
    /** A lock of the database session, wherever it reaches: the operator sees to it that no sync runs beyond that. */
    SESSION,
    /** A lease in the database, which reaches wherever the database does. */
    LEASE
}
