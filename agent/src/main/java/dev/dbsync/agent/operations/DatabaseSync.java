package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.logging.LogContext;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of an operation that concerns one database: whatever happens in it, it has an end, and no other hears of it. */
final class DatabaseSync {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSync.class);

    private final String host;
    private final Clock clock;
    private final Executor executor;
    private final OperationObserver observer;

    DatabaseSync(String host, Clock clock, Executor executor, OperationObserver observer) {
        this.host = host;
        this.clock = clock;
        this.executor = executor;
        this.observer = observer;
    }

    void run(RunningOperation operation, ManagedDatabase database) {
        LogContext.about(
                operation.id(),
                database.name(),
                () -> operation.end(database, Outcome.of(() -> synchronise(operation, database))));
    }

    private Outcome synchronise(RunningOperation operation, ManagedDatabase database) throws Exception {
        if (operation.stopping()) {
            return operation.stopped();
        }
        Optional<ManagedDatabase> canary = operation.failedCanary(database);
        if (canary.isPresent()) {
            operation.firstLock().passed(database.name());
            return new Outcome.Cancelled(
                    "Not begun, since the canary " + canary.get().name() + " did not succeed");
        }
        LOG.info("Operation {}: {} begins", operation.id(), database.name());
        operation.update(database.name(), DatabaseResult::running);
        LockHolder owner = new LockHolder(host, clock.instant(), operation.id());
        SyncRun run = new SyncRun(operation, database, owner, executor, observer);
        try {
            return run.run();
        } finally {
            operation.firstLock().ended(database.name(), run);
        }
    }
}
