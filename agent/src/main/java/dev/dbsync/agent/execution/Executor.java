package dev.dbsync.agent.execution;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.PassingFailures;
import dev.dbsync.agent.state.Observation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs resolved steps, one at a time, and records each.
 *
 * <p>Where DDL can be taken back, a step and its version are one transaction: a crash leaves the whole step or nothing of
 * it. Elsewhere each unit commits by itself and the version follows the last of them; what a crash leaves then is found and
 * finished by the next {@linkplain StepResolver resolution}.
 */
public final class Executor {
    private final Catalog catalog;
    private final Dialect dialect;
    private final Clock clock;

    public Executor(Catalog catalog, Dialect dialect, Clock clock) {
        this.catalog = catalog;
        this.dialect = dialect;
        this.clock = clock;
    }

    /**
     * Runs steps on a connection, which is handed back with autocommit as it was.
     *
     * @param connection the connection that holds the lock
     * @param fence of that lock
     * @param observation what was observed under the lock
     * @param steps the steps, resolved under the lock
     * @param queue how the sync stands in queues for tables
     * @return whether all were run; not so where the listener wanted no further one
     * @throws StepFailedException if a step fails; those before it are recorded
     * @throws SQLException if the connection's settings cannot be read or restored
     */
    public boolean execute(
            Connection connection,
            Fence fence,
            Observation observation,
            List<ResolvedStep> steps,
            TableQueue queue,
            ExecutionListener listener)
            throws StepFailedException, SQLException {
        listener.resolved(steps.stream().mapToInt(step -> step.units().size()).sum());
        VersionLedger ledger = new VersionLedger(catalog, dialect.engine(), connection, fence, observation, clock);
        return Transaction.in(connection, () -> {
            for (ResolvedStep step : steps) {
                if (!listener.goesOn()) {
                    return false;
                }
                new StepRun(connection, fence, ledger, step, queue, listener).run();
            }
            return true;
        });
    }

    /** One step, from the beginning of its transaction to the end. */
    private final class StepRun {
        private final Connection connection;
        private final Fence fence;
        private final VersionLedger ledger;
        private final ResolvedStep resolved;
        private final TableQueue queue;
        private final ExecutionListener listener;
        private final UnitSender sender;
        private final Instant start = clock.instant();
        private Supplier<String> place = () -> "its version table";
        private @Nullable SentCommit sentCommit;

        private StepRun(
                Connection connection,
                Fence fence,
                VersionLedger ledger,
                ResolvedStep resolved,
                TableQueue queue,
                ExecutionListener listener) {
            this.connection = connection;
            this.fence = fence;
            this.ledger = ledger;
            this.resolved = resolved;
            this.queue = queue;
            this.listener = listener;
            this.sender = new UnitSender(connection, fence, dialect, queue, listener);
        }

        private void run() throws StepFailedException {
            try {
                send();
                commit();
            } catch (Throwable thrown) {
                if (thrown instanceof SQLException failure && PassingFailures.busy(failure)) {
                    queue.refused();
                }
                throw new StepFailedException(resolved.step().id(), place.get(), meaning(thrown), sentCommit);
            }
            ledger.committed(resolved.step());
            listener.stepDone(resolved.step(), elapsed());
        }

        private void send() throws SQLException {
            fence.begin(connection);
            place = () -> "table " + String.join(", ", new TreeSet<>(queue.tables()));
            if (dialect.transactionalDdl()) {
                queue.enter(connection, fence, dialect, resolved.changes());
            }
            place = () -> "its version table";
            if (ledger.prepare(resolved.step()) && !dialect.transactionalDdl()) {
                listener.changed();
            }
            place = sender::object;
            sender.send(resolved.step(), resolved.units());
            place = () -> "the record of its version";
            ledger.record(resolved);
        }

        private void commit() throws SQLException {
            fence.confirm(connection);
            OptionalLong transaction = dialect.transaction(connection);
            sentCommit = new SentCommit(resolved.step(), elapsed(), transaction);
            connection.commit();
        }

        private Throwable meaning(Throwable thrown) {
            return thrown instanceof SQLException failure ? fence.interpret(failure) : thrown;
        }

        private Duration elapsed() {
            return Duration.between(start, clock.instant());
        }
    }
}
