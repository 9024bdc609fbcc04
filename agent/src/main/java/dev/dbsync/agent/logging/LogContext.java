package dev.dbsync.agent.logging;

import org.slf4j.MDC;

/** What the lines of a thread are about. It is not handed on to other threads. */
public final class LogContext {
    static final String OPERATION = "operation";
    static final String DATABASE = "database";

    private LogContext() {}

    /**
     * Has each line that {@code work} logs on this thread say what it is about.
     *
     * @param operation its id
     * @param database its name
     */
    public static void about(String operation, String database, Runnable work) {
        MDC.put(OPERATION, operation);
        MDC.put(DATABASE, database);
        try {
            work.run();
        } finally {
            MDC.remove(OPERATION);
            MDC.remove(DATABASE);
        }
    }
}
