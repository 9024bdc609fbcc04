package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.execution.BrokenChangelogException;
import dev.dbsync.agent.execution.StepFailedException;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.state.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operation's work on one database: connect, sync, and say how it ended. Never throws: each end is a result. */
final class DatabaseSync {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSync.class);

    private final String host;
    private final Clock clock;

    DatabaseSync(String host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    void run(RunningOperation operation, ManagedDatabase database) {
        operation.update(database.name(), DatabaseResult::running);
        LOG.info("Operation {}: {} begins", operation.id(), database.name());
        try {
            connected(operation, database);
        } catch (BrokenChangelogException exception) {
            operation.failed(database.name(), Failures.brokenChangelog(database, exception));
        } catch (RuntimeException exception) {
            operation.failed(database.name(), Failures.unexpected(database, exception));
        }
    }

    private void connected(RunningOperation operation, ManagedDatabase database) {
        Connection connection;
        try {
            connection = database.source().open();
        } catch (SQLException exception) {
            operation.failed(database.name(), Failures.unreachable(database, exception));
            return;
        }
        try (connection) {
            end(operation, database, sync(operation, database, connection));
        } catch (StepFailedException exception) {
            operation.failed(database.name(), Failures.stepFailed(database, exception));
        } catch (SQLException exception) {
            operation.failed(database.name(), Failures.connectionFailed(database, exception));
        }
    }

    private SyncOutcome sync(RunningOperation operation, ManagedDatabase database, Connection connection)
            throws SQLException, StepFailedException {
        SyncRequest request = operation.request();
        return database.pipeline()
                .sync(
                        connection,
                        request.target(database.catalog()),
                        request.adopted(database.catalog()),
                        database.lock(),
                        new LockHolder(host, clock.instant(), operation.id()),
                        request.patience(),
                        operation.listener(database.name()));
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
        Plan plan = ((SyncOutcome.Finished) outcome).planned().plan();
        if (plan instanceof Plan.Refused refused) {
            refuse(operation, database, refused.problem());
            return;
        }
        String remark = plan instanceof Plan.NothingToDo nothing ? nothing.message() : null;
        operation.update(database.name(), result -> result.succeeded(remark));
        LOG.info("Operation {}: {} ends, {}", operation.id(), database.name(), remark == null ? "changed" : remark);
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
