package dev.dbsync.agent.cli;

/** What a command tells the one that called it. */
final class ExitStatus {
    /** Done, or nothing to do. */
    static final int DONE = 0;

    static final int ERROR = 1;

    /** There is something to do, or to look at. */
    static final int ATTENTION = 2;

    /**
     * Of {@code serve}: the configuration cannot be used, and starting again changes nothing. systemd knows the number, which is
     * EX_CONFIG of sysexits.h.
     */
    static final int CONFIGURATION = 78;

    private ExitStatus() {}

    /** That of two commands in one: an error outweighs what needs a look. */
    static int worse(int one, int other) {
        return one == ERROR || other == ERROR ? ERROR : Math.max(one, other);
    }
}
