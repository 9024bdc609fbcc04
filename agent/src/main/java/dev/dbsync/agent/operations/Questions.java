package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.execution.BrokenChangelogException;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.planning.Goal;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.RefusedRequestException;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.DatabaseStateName;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers where databases stand and what a sync would do. Writes nothing, and keeps no answer. Whatever goes wrong with one
 * database is that database's problem, and the others answer. Thread-safe.
 */
public final class Questions {
    /** How long all databases of a question have. Finding them has a third of the half minute that a caller waits. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private final SideBySide sideBySide;
    private final Asking asking;
    private final Operations operations;
    private final OperationObserver observer;
    private final Duration limit;
    private final SharedAsking<Probe, DatabaseStatus> probes;

    /**
     * Answers questions.
     *
     * @param executor runs the probes of several databases side by side
     * @param parallel how many databases a question is put to at once
     * @param operations those of this agent, which may be at work on the databases
     * @param observer hears of each probe
     */
    public Questions(Executor executor, int parallel, Operations operations, OperationObserver observer) {
        this(executor, parallel, operations, observer, LIMIT);
    }

    Questions(Executor executor, int parallel, Operations operations, OperationObserver observer, Duration limit) {
        this.sideBySide = new SideBySide(executor, parallel);
        this.asking = new Asking(executor);
        this.operations = operations;
        this.observer = observer;
        this.limit = limit;
        this.probes = new SharedAsking<>(operations::ended);
    }

    /** One look at a database, of callers who have as much time, and mean the same by its name. */
    private record Probe(String database, DatabasePipeline meant, Duration limit) {}

    /** Where databases stand, in their order. */
    public List<DatabaseStatus> status(List<ManagedDatabase> databases) {
        return status(databases, limit);
    }

    /**
     * Where databases stand, in their order.
     *
     * @param patience how long they have; one that has not answered then is unreachable
     */
    public List<DatabaseStatus> status(List<ManagedDatabase> databases, Duration patience) {
        Supplier<Duration> left = countdown(patience);
        return sideBySide.ask(
                databases,
                database -> probes.ask(
                        new Probe(database.name(), database.pipeline(), patience), () -> probe(database, left.get())));
    }

    /** What a sync would do, in the databases' order. */
    public List<DatabasePlan> plan(SyncRequest request) {
        return plan(request, false);
    }

    /**
     * The same.
     *
     * @param readiness whether to look for what there is to do around an upgrade as well, which reads whole tables
     */
    public List<DatabasePlan> plan(SyncRequest request, boolean readiness) {
        Supplier<Duration> left = countdown(limit);
        return sideBySide.ask(request.databases(), database -> plan(database, request, readiness, left.get()));
    }

    /**
     * Refuses a sync that would do something else than was planned, before it begins. Asks nothing where anything may be done.
     *
     * @throws RefusedRequestException if so
     */
    public void refuseChanged(SyncRequest request) {
        if (request.plan() == null) {
            return;
        }
        for (DatabasePlan plan : plan(request)) {
            if (plan.changes() && !PlanDigest.covers(request.plan(), plan.digest())) {
                throw new RefusedRequestException(Failures.planChanged(plan.name(), plan.describe()));
            }
        }
    }

    /** How live schemas compare with their catalogues, in the databases' order. */
    public List<DatabaseVerification> verify(List<ManagedDatabase> databases) {
        Supplier<Duration> left = countdown(limit);
        return sideBySide.ask(databases, database -> verify(database, left.get()));
    }

    /** What is left of a time that begins now: a database whose turn comes late has less of it. */
    private static Supplier<Duration> countdown(Duration whole) {
        long deadline = System.nanoTime() + whole.toNanos();
        return () -> Duration.ofNanos(deadline - System.nanoTime());
    }

    private CompletableFuture<DatabaseStatus> probe(ManagedDatabase database, Duration left) {
        return ask(
                        database,
                        connection -> status(database, database.pipeline().detect(connection)),
                        problem -> unreachable(database, problem),
                        left)
                .thenApply(status -> {
                    observer.probed(database, status.state() != DatabaseStateName.UNREACHABLE);
                    return status;
                });
    }

    private DatabaseStatus status(ManagedDatabase database, Detected detected) {
        return DatabaseStatus.of(
                database.name(),
                database.catalog(),
                detected.server(),
                detected.state(),
                detected.holder().orElse(null),
                operations.workingOn(database.name()));
    }

    private DatabaseStatus unreachable(ManagedDatabase database, Problem problem) {
        return DatabaseStatus.of(
                database.name(),
                database.catalog(),
                null,
                new DatabaseState.Unreachable(problem),
                null,
                operations.workingOn(database.name()));
    }

    private CompletableFuture<DatabasePlan> plan(
            ManagedDatabase database, SyncRequest request, boolean readiness, Duration left) {
        Goal goal = request.goal(database.catalog());
        return ask(
                database,
                connection -> plan(database, connection, goal, request.hold(), readiness),
                problem -> DatabasePlan.of(
                        database,
                        new Planned(new DatabaseState.Unreachable(problem), new Plan.Refused(problem)),
                        List.of(),
                        null),
                left);
    }

    private static DatabasePlan plan(
            ManagedDatabase database, Connection connection, Goal goal, Set<Effect> hold, boolean readiness)
            throws SQLException {
        Planned planned = database.held(database.pipeline().plan(connection, goal), hold);
        return DatabasePlan.of(
                database,
                planned,
                database.pipeline().impacts(connection, planned),
                readiness ? database.pipeline().readiness(connection, planned) : null);
    }

    private CompletableFuture<DatabaseVerification> verify(ManagedDatabase database, Duration left) {
        return ask(
                database,
                connection -> DatabaseVerification.of(
                        database.name(), database.catalog(), database.pipeline().verify(connection)),
                problem -> DatabaseVerification.of(
                        database.name(),
                        database.catalog(),
                        new Verified(new DatabaseState.Unreachable(problem), null, List.of())),
                left);
    }

    /** Never fails: what goes wrong is a problem, from which the answer is made. */
    private <T> CompletableFuture<T> ask(
            ManagedDatabase database, Asking.Question<T> question, Function<Problem, T> unanswered, Duration left) {
        return asking.ask(database.source(), question, left)
                .exceptionally(thrown -> unanswered.apply(problem(database, Asking.cause(thrown))));
    }

    private static Problem problem(ManagedDatabase database, Throwable cause) {
        if (cause instanceof UnreachableException unreachable) {
            return Failures.unreachable(database, unreachable.failure());
        }
        if (cause instanceof SQLException failure) {
            return Failures.queryFailed(database, failure);
        }
        if (cause instanceof BrokenChangelogException broken) {
            return Failures.brokenChangelog(database, broken);
        }
        return cause instanceof TimeoutException
                ? unanswered(database, "did not answer in the time that a question has; the connection was cut", null)
                : unanswered(
                        database,
                        "asking it failed in a way that nobody foresaw",
                        Asking.incident("Database " + database.name(), cause));
    }

    private static Problem unanswered(ManagedDatabase database, String seen, @Nullable String incident) {
        ConnectionSource source = database.source();
        return new Problem(
                ProblemType.UNREACHABLE,
                "The database does not answer.",
                source.describe() + ": " + seen + ".",
                incident == null
                        ? "Check the server, and the way to it, then ask again."
                        : "Look for the incident in the agent's log, and check that the url leads to a database server.",
                incident);
    }
}
