package dev.dbsync.agent.operations;

import dev.dbsync.agent.execution.BrokenChangelogException;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers where databases stand and what a sync would do. Writes nothing, and keeps no answer. Thread-safe. */
public final class Questions {
    private final SideBySide sideBySide;
    private final Function<String, @Nullable String> runningOperation;
    private final OperationObserver observer;
    private final SingleFlight<String, DatabaseStatus> probes = new SingleFlight<>();

    /**
     * Answers questions.
     *
     * @param executor runs the probes of several databases side by side
     * @param parallel how many databases a question is put to at once
     * @param runningOperation the id of the operation that works on a database, by its name; null for none
     * @param observer hears of each probe
     */
    public Questions(
            Executor executor,
            int parallel,
            Function<String, @Nullable String> runningOperation,
            OperationObserver observer) {
        this.sideBySide = new SideBySide(executor, parallel);
        this.runningOperation = runningOperation;
        this.observer = observer;
    }

    /** Where databases stand, in their order. */
    public List<DatabaseStatus> status(List<ManagedDatabase> databases) {
        return sideBySide.ask(databases, database -> probes.ask(database.name(), () -> probe(database)));
    }

    /** What a sync would do, in the databases' order. */
    public List<DatabasePlan> plan(SyncRequest request) {
        return sideBySide.ask(request.databases(), database -> plan(database, request));
    }

    /** How live schemas compare with their catalogues, in the databases' order. */
    public List<DatabaseVerification> verify(List<ManagedDatabase> databases) {
        return sideBySide.ask(
                databases,
                database -> new DatabaseVerification(database.name(), database.catalog(), verified(database)));
    }

    private Verified verified(ManagedDatabase database) {
        try (Connection connection = database.source().openForQuestions()) {
            return verified(database, connection);
        } catch (SQLException exception) {
            return unverified(Failures.unreachable(database, exception));
        }
    }

    private static Verified verified(ManagedDatabase database, Connection connection) {
        try {
            return database.pipeline().verify(connection);
        } catch (SQLException exception) {
            return unverified(Failures.queryFailed(database, exception));
        } catch (BrokenChangelogException exception) {
            return unverified(Failures.brokenChangelog(database, exception));
        }
    }

    private static Verified unverified(Problem problem) {
        return new Verified(new DatabaseState.Unreachable(problem), null, List.of());
    }

    private DatabaseStatus probe(ManagedDatabase database) {
        DatabaseStatus status = probed(database);
        observer.probed(database, !(status.state() instanceof DatabaseState.Unreachable));
        return status;
    }

    private DatabaseStatus probed(ManagedDatabase database) {
        try (Connection connection = database.source().openForQuestions()) {
            return status(database, connection);
        } catch (SQLException exception) {
            return unreachable(database, Failures.unreachable(database, exception));
        }
    }

    private DatabaseStatus status(ManagedDatabase database, Connection connection) {
        try {
            Detected detected = database.pipeline().detect(connection);
            return new DatabaseStatus(
                    database.name(),
                    database.catalog(),
                    detected.server(),
                    detected.state(),
                    detected.holder().orElse(null),
                    runningOperation.apply(database.name()));
        } catch (SQLException exception) {
            return unreachable(database, Failures.queryFailed(database, exception));
        } catch (BrokenChangelogException exception) {
            return unreachable(database, Failures.brokenChangelog(database, exception));
        }
    }

    private DatabaseStatus unreachable(ManagedDatabase database, Problem problem) {
        return new DatabaseStatus(
                database.name(),
                database.catalog(),
                null,
                new DatabaseState.Unreachable(problem),
                null,
                runningOperation.apply(database.name()));
    }

    private DatabasePlan plan(ManagedDatabase database, SyncRequest request) {
        try (Connection connection = database.source().openForQuestions()) {
            return new DatabasePlan(database.name(), planned(database, request, connection));
        } catch (SQLException exception) {
            return new DatabasePlan(database.name(), refused(Failures.unreachable(database, exception)));
        }
    }

    private static Planned planned(ManagedDatabase database, SyncRequest request, Connection connection) {
        try {
            return database.pipeline()
                    .plan(connection, request.target(database.catalog()), request.adopted(database.catalog()));
        } catch (SQLException exception) {
            return refused(Failures.queryFailed(database, exception));
        } catch (BrokenChangelogException exception) {
            return refused(Failures.brokenChangelog(database, exception));
        }
    }

    private static Planned refused(Problem problem) {
        return new Planned(new DatabaseState.Unreachable(problem), new Plan.Refused(problem), List.of());
    }
}
