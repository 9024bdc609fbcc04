package dev.dbsync.agent.server;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what has to be done every now and then, on one thread of its own. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread keeper = new Thread(task, "housekeeping");
        keeper.setDaemon(true);
        return keeper;
    });

    /** Has a chore done again and again, with so much time in between. */
    void every(long millis, Runnable chore) {
        var unused = thread.scheduleWithFixedDelay(() -> attempt(chore), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A chore that fails once must not be given up for good. */
    private static void attempt(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException | Error failure) {
            LOG.error("A chore failed; it is tried again", failure);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
