package dev.dbsync.agent.logging;

/** The form of a line. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** For machines: a JSON object for each line. */
    JSON
}
