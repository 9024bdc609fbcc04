package dev.dbsync.agent.database;

/** What a server says one of its sessions is doing. */
public enum SessionActivity {
    /** It works on a statement, or waits for a lock for one. */
    WORKING,
    /** It waits for its client to say something. */
    IDLE,
    /** There is no such session any more. */
    GONE,
    /** This server cannot tell: it is another one, or shows the session to others only. */
    UNKNOWN
}
