package dev.dbsync.agent.cli;

import java.time.Duration;

/** An agent that serves others. To be called from one thread. */
public interface RunningServer {

    /**
     * Reads the configuration anew, for the calls that come from then on. One that is wrong leaves the settings of before at
     * work, and the log says why. Never throws.
     */
    void reload();

    /**
     * Takes no new work, waits for the operations that run, and closes everything.
     *
     * @return whether all operations have ended in time
     */
    boolean stop(Duration limit) throws InterruptedException;
}
