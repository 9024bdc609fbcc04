package dev.dbsync.agent.logging;

/**
 * How an agent that serves logs.
 *
 * @param level of the agent itself; its libraries are never more talkative than they have to be
 */
public record LogSettings(LogLevel level, LogFormat format) {
    /** What holds where nothing else is said. */
    public static final LogSettings DEFAULT = new LogSettings(LogLevel.INFO, LogFormat.TEXT);
}
