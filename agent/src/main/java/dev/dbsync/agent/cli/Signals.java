package dev.dbsync.agent.cli;

import java.util.function.IntConsumer;

/** Where a command hears what it shall do. */
@FunctionalInterface
public interface Signals {

    /**
     * Has the first signal run {@code action}, on a thread of its own, instead of ending the process. The second one
     * ends the process whatever it does.
     *
     * @param action is given the exit status that tells of the signal: 130 for Ctrl-C, 143 for SIGTERM
     */
    void onFirst(IntConsumer action);

    /** Has each SIGHUP run {@code action}, on a thread of its own, and no longer count as a signal to end. */
    default void onHangUp(Runnable action) {}
}
