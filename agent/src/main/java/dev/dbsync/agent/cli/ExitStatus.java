package dev.dbsync.agent.cli;

/** What a command tells the one that called it. */
final class ExitStatus {
    /** Done, or nothing to do. */
    static final int DONE = 0;

    static final int ERROR = 1;

    /** There is something to do, or to look at. */
    static final int ATTENTION = 2;

    private ExitStatus() {}
}
