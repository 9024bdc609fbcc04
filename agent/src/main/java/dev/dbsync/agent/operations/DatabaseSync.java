package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.LeaseLostException;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.execution.BrokenChangelogException;
import dev.dbsync.agent.execution.StepFailedException;
import dev.dbsync.agent.logging.LogContext;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.state.Problem;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operation's work on one database: connect, sync, and say how it ended. Never throws: each end is a result. */
final class DatabaseSync {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSync.class);

    private final String host;
    private final Clock clock;
    private final Executor executor;
    private final OperationObserver observer;

    /**
     * Works for one agent.
     *
     * @param host the agent's name, which others are shown
     * @param executor runs what watches over connections
     */
    DatabaseSync(String host, Clock clock, Executor executor, OperationObserver observer) {
        this.host = host;
        this.clock = clock;
        this.executor = executor;
        this.observer = observer;
    }

    void run(RunningOperation operation, ManagedDatabase database) {
        if (operation.stopping()) {
            interrupt(operation, database, Failures.stopped());
            return;
        }
        operation.update(database.name(), DatabaseResult::running);
        LogContext.about(operation.id(), database.name(), () -> attempt(operation, database));
    }

    private void attempt(RunningOperation operation, ManagedDatabase database) {
        LOG.info("Operation {}: {} begins", operation.id(), database.name());
        try {
            synchronise(operation, database);
        } catch (BrokenChangelogException exception) {
            operation.failed(database.name(), Failures.brokenChangelog(database, exception));
        } catch (RuntimeException exception) {
            operation.failed(database.name(), Failures.unexpected(database, exception));
        }
    }

    private void synchronise(RunningOperation operation, ManagedDatabase database) {
        LockHolder owner = new LockHolder(host, clock.instant(), operation.id());
        try (SyncRun run = new SyncRun(operation, database, owner, executor, observer)) {
            end(operation, database, run.run());
        } catch (UnreachableException exception) {
            operation.failed(database.name(), Failures.unreachable(database, exception.failure()));
        } catch (StepFailedException exception) {
            operation.failed(database.name(), Failures.stepFailed(database, exception));
        } catch (LeaseLostException exception) {
            interrupt(operation, database, Failures.leaseLost());
        } catch (SQLException exception) {
            operation.failed(database.name(), Failures.connectionFailed(database, exception));
        }
    }

    private static void end(RunningOperation operation, ManagedDatabase database, SyncOutcome outcome) {
        if (outcome instanceof SyncOutcome.Locked locked) {
            refuse(
                    operation,
                    database,
                    Failures.locked(locked.holder(), operation.request().patience()));
            return;
        }
        if (outcome instanceof SyncOutcome.Unguarded) {
            refuse(operation, database, Failures.unguarded());
            return;
        }
        if (outcome instanceof SyncOutcome.Stopped) {
            interrupt(operation, database, Failures.stopped());
            return;
        }
        Plan plan = ((SyncOutcome.Finished) outcome).planned().plan();
        if (plan instanceof Plan.Refused refused) {
            refuse(operation, database, refused.problem());
            return;
        }
        String remark = plan instanceof Plan.NothingToDo nothing ? nothing.message() : null;
        operation.update(database.name(), result -> result.succeeded(remark));
        LOG.info("Operation {}: {} ends, {}", operation.id(), database.name(), remark == null ? "changed" : remark);
    }

    private static void interrupt(RunningOperation operation, ManagedDatabase database, Problem problem) {
        LOG.warn(
                "Operation {}: {} interrupted: {} {}",
                operation.id(),
                database.name(),
                problem.message(),
                problem.detail());
        operation.interrupted(database.name(), problem);
    }

    private static void refuse(RunningOperation operation, ManagedDatabase database, Problem problem) {
        LOG.warn(
                "Operation {}: {} refused: {} {}",
                operation.id(),
                database.name(),
                problem.message(),
                problem.detail());
        operation.failed(database.name(), problem);
    }
}
