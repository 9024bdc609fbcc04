package dev.dbsync.agent.planted.execution;

final class PrintsAStackTrace {
    private PrintsAStackTrace() {}

    static void complain(Exception exception) {
        exception.printStackTrace();
    }
}
