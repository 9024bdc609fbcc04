package dev.dbsync.agent;

import dev.dbsync.agent.operations.ManagedDatabase;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationObserver;
import dev.dbsync.agent.operations.SyncListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Gives memory back to the host after an operation that changed something. That is the only time when an agent needs much: it
 * reads changelogs, and then answers questions for weeks. The collector would not look at it again before it is full.
 * Passes on what it hears. Thread-safe.
 */
final class HeapTrim implements OperationObserver {
    /** Long enough for the answer to be on its way. */
    private static final Duration LATER = Duration.ofSeconds(1);

    private static final Executor AFTERWARDS =
            CompletableFuture.delayedExecutor(LATER.toMillis(), TimeUnit.MILLISECONDS);

    private final OperationObserver others;

    HeapTrim(OperationObserver others) {
        this.others = others;
    }

    @Override
    public SyncListener sync(ManagedDatabase database) {
        return others.sync(database);
    }

    @Override
    public void submitted() {
        others.submitted();
    }

    @Override
    public void ended(Operation operation) {
        others.ended(operation);
        if (operation.changed()) {
            AFTERWARDS.execute(System::gc);
        }
    }

    @Override
    public void probed(ManagedDatabase database, boolean answered) {
        others.probed(database, answered);
    }
}
