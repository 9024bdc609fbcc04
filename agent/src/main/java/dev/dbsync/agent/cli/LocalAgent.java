package dev.dbsync.agent.cli;

import dev.dbsync.agent.rpc.AgentApi;
import java.time.Duration;

/** An agent in this process. */
public interface LocalAgent extends AutoCloseable {

    /** Its methods. */
    AgentApi service();

    /**
     * Takes no new work, and waits for the operations that run.
     *
     * @return whether all have ended in time
     */
    boolean drain(Duration limit) throws InterruptedException;

    @Override
    void close();
}
