package dev.dbsync.agent.cli;

import java.time.Duration;

/** An agent that serves others. */
@FunctionalInterface
public interface RunningServer {

    /**
     * Takes no new work, waits for the operations that run, and closes everything.
     *
     * @return whether all operations have ended in time
     */
    boolean stop(Duration limit) throws InterruptedException;
}
