package dev.dbsync.agent.operations;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what nobody waits for. Where no thread is to be had, or the agent stops, it is left undone; what it throws ends it alone.
 * Thread-safe.
 */
public final class Unawaited implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Unawaited.class);

    private final Executor threads;

    /**
     * Runs it on these threads.
     *
     * @param threads may refuse
     */
    public Unawaited(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable work) {
        try {
            threads.execute(() -> run(work));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            LOG.debug("Something that nobody waits for was left undone, for want of a thread", noThread);
        }
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable failure) {
            LOG.warn("The agent failed at something that nobody waits for, and goes on");
            LOG.debug("The failure of what nobody waits for", failure);
        }
    }
}
