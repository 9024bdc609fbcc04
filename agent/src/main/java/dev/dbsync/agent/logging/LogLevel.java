package dev.dbsync.agent.logging;

/** The least important line that is still written. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
}
