package dev.dbsync.agent.execution;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.state.Observation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

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
     * @param observation what was observed under the lock
     * @param steps the steps, resolved under the lock
     * @throws StepFailedException if a step fails; those before it are recorded
     * @throws SQLException if the connection's settings cannot be read or restored
     */
    public void execute(
            Connection connection, Observation observation, List<ResolvedStep> steps, ExecutionListener listener)
            throws StepFailedException, SQLException {
        listener.resolved(steps.stream().mapToInt(step -> step.units().size()).sum());
        VersionLedger ledger = new VersionLedger(catalog, dialect.engine(), connection, observation, clock);
        try (AutoCommitOff off = AutoCommitOff.on(connection)) {
            for (ResolvedStep step : steps) {
                Instant start = clock.instant();
                run(off.connection(), ledger, step, listener);
                listener.stepDone(step.step(), Duration.between(start, clock.instant()));
            }
        }
    }

    private void run(Connection connection, VersionLedger ledger, ResolvedStep step, ExecutionListener listener)
            throws StepFailedException {
        UnitSender sender = new UnitSender(connection, dialect.transactionalDdl(), listener);
        Supplier<String> place = () -> "its version table";
        try {
            ledger.prepare(step.step());
            place = sender::object;
            sender.send(step.step(), step.units());
            place = () -> "the record of its version";
            ledger.record(step);
            connection.commit();
            ledger.committed(step.step());
        } catch (SQLException exception) {
            rollBack(connection, exception);
            throw new StepFailedException(step.step().id(), place.get(), exception);
        }
    }

    private static void rollBack(Connection connection, SQLException first) {
        try {
            connection.rollback();
        } catch (SQLException exception) {
            first.addSuppressed(exception);
        }
    }

    /** As a resource, so that a failure to restore the setting never hides the one that came before it. */
    private record AutoCommitOff(Connection connection, boolean before) implements AutoCloseable {
        static AutoCommitOff on(Connection connection) throws SQLException {
            AutoCommitOff off = new AutoCommitOff(connection, connection.getAutoCommit());
            connection.setAutoCommit(false);
            return off;
        }

        /** A connection that broke has no settings to restore. */
        @Override
        public void close() throws SQLException {
            if (!connection.isClosed()) {
                connection.setAutoCommit(before);
            }
        }
    }
}
