package dev.dbsync.agent.state;

import java.util.Locale;

/** The kinds of refusal and failure that callers can tell apart, by the names that they are given on the wire. */
public enum ProblemType {
    /** The request asks for a version of the sqlalchemy-migrate era. */
    LEGACY_VERSION_REQUESTED,
    /** The request names a revision that the catalogue does not have, or not just one. */
    UNKNOWN_REVISION,
    /** The request names a database that is not configured. */
    UNKNOWN_DATABASE,
    /** The request names an operation that this agent does not know. */
    UNKNOWN_OPERATION,
    /** There are tables, but no version control. */
    UNMANAGED,
    /** The database holds a revision that the catalogue does not know. */
    AHEAD,
    /** Control tables are out of range, contradict each other, or contradict the schema. */
    INCONSISTENT,
    /** The live schema is not that of the revision to be adopted. */
    ADOPTION_REFUSED,
    /** Another holds the lock, and did not let go of it in time. */
    LOCKED,
    /** A statement failed. */
    SYNC_FAILED,
    /** The database cannot be reached, or not with these credentials. */
    UNREACHABLE;

    /** The name on the wire, such as {@code sync_failed}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
