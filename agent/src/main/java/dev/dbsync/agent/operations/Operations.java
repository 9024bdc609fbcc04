package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.RefusedRequestException;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Operations of this agent: submitted, joined, observed. An operation belongs to the agent, not to the caller who asked for
 * it, and runs to its end whoever goes away. Thread-safe: one monitor guards all that is here, so this is long.
 */
public final class Operations {
    private final DatabaseSync databaseSync;
    private final Executor executor;
    private final SideBySide sideBySide;
    private final String host;
    private final Clock clock;
    private final OperationJournal journal;
    private final OperationObserver observer;
    private final KnownOperations known;
    private boolean draining;

    /** Operations that are forgotten with the process. */
    public Operations(Executor executor, String host, Clock clock, int parallel) {
        this(executor, host, clock, parallel, OperationJournal.none(), new OperationObserver() {});
    }

    /**
     * Begins with the operations of the journal.
     *
     * @param executor runs each operation and each of its databases on a thread of its own; it must never make one wait
     *     for another
     * @param host the agent's name
     * @param parallel on how many databases an operation works at once
     * @param journal keeps what happens, and knows what happened before
     * @param observer hears of what happens
     */
    public Operations(
            Executor executor,
            String host,
            Clock clock,
            int parallel,
            OperationJournal journal,
            OperationObserver observer) {
        this.databaseSync = new DatabaseSync(host, clock, executor, observer);
        this.observer = observer;
        this.executor = executor;
        this.sideBySide = new SideBySide(executor, parallel);
        this.host = host;
        this.clock = clock;
        this.journal = journal;
        this.known = new KnownOperations(journal);
    }

    /**
     * Submits a sync. One that asks the same of the same databases while such a one runs joins it.
     *
     * @return the operation, which may be another's that was joined
     * @throws IllegalStateException if the agent takes no new work
     */
    public Operation submit(SyncRequest request) {
        return known.repeated(request.requestId()).orElseGet(() -> join(request).snapshot());
    }

    /** Submits a sync as {@link #submit} does, and waits for its end. */
    public Operation run(SyncRequest request) {
        return known.repeated(request.requestId())
                .orElseGet(() -> join(request).end().join());
    }

    private RunningOperation join(SyncRequest request) {
        RunningOperation operation;
        synchronized (this) {
            if (draining) {
                throw new IllegalStateException("the agent is stopping and takes no new work");
            }
            Optional<RunningOperation> same = known.running().stream()
                    .filter(other -> asksTheSame(other.request(), request) || other.isOf(request.requestId()))
                    // Whoever was told of its end, and calls again, wants the database to be looked at again.
                    .filter(other -> !other.snapshot().state().ended())
                    .findFirst();
            if (same.isPresent()) {
                same.get().joined(request.requestId());
                return same.get();
            }
            operation =
                    new RunningOperation(UUID.randomUUID().toString().substring(0, 8), request, host, clock, journal);
            known.begin(operation);
        }
        begin(operation);
        return operation;
    }

    private static boolean asksTheSame(SyncRequest one, SyncRequest other) {
        return databases(one).equals(databases(other))
                && Objects.equals(one.revision(), other.revision())
                && Objects.equals(one.adopt(), other.adopt())
                && one.hold().equals(other.hold())
                && Objects.equals(one.plan(), other.plan());
    }

    /** By name, place and head: a changed configuration may have given the name to another place, or to a newer release. */
    private static Set<List<String>> databases(SyncRequest request) {
        return new HashSet<>(request.databases().stream()
                .map(database -> List.of(
                        database.name(),
                        database.source().describe(),
                        database.catalog().head().id()))
                .toList());
    }

    private void begin(RunningOperation operation) {
        Outcome begun = Outcome.of(() -> {
            operation.submitted();
            observer.submitted();
            executor.execute(() -> work(operation));
            return operation.stopped();
        });
        if (begun instanceof Outcome.Broken) {
            end(operation, begun);
        }
    }

    private void work(RunningOperation operation) {
        end(operation, Outcome.of(() -> throughStages(operation)));
    }

    /** Stage by stage, and the databases of a stage side by side; what fails in one stage does not hold up the next, unless it is a canary. */
    private Outcome throughStages(RunningOperation operation) {
        operation.started();
        for (List<ManagedDatabase> stage : operation.request().stages()) {
            sideBySide.run(stage, database -> databaseSync.run(operation, database));
        }
        return operation.stopped();
    }

    /**
     * Ends an operation, and tells of its end last of all.
     *
     * @param left what became of those databases that have no end of their own
     */
    private void end(RunningOperation operation, Outcome left) {
        try {
            operation.firstLock().close();
            operation.request().databases().forEach(database -> operation.end(database, left));
            observer.ended(operation.finish());
        } finally {
            known.end(operation);
            operation.tellEnd();
        }
    }

    /**
     * An operation by its id.
     *
     * @throws RefusedRequestException if this agent does not know it
     */
    public Operation find(String id) {
        return known.find(id).orElseThrow(() -> unknown(id));
    }

    /**
     * An operation once it is past a version of it, or has ended, or the time is over.
     *
     * @throws RefusedRequestException if this agent does not know it
     */
    public Operation find(String id, long after, Duration limit) {
        return known.running(id)
                .map(operation -> awaitPast(operation, after, limit))
                .orElseGet(() -> find(id));
    }

    private static Operation awaitPast(RunningOperation operation, long after, Duration limit) {
        try {
            return operation.awaitPast(after, limit);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return operation.snapshot();
        }
    }

    /**
     * Calls an operation off. It ends between two steps, or at once where it waits; one that has ended is left as it is.
     *
     * @throws RefusedRequestException if this agent does not know it
     */
    public Operation cancel(String id) {
        known.running(id).ifPresent(RunningOperation::cancel);
        return find(id);
    }

    private static RefusedRequestException unknown(String id) {
        return new RefusedRequestException(new Problem(
                ProblemType.UNKNOWN_OPERATION,
                "This agent knows no such operation.",
                "The request names '" + id + "'.",
                "Ask the agent that answered with the id; an agent remembers its last 1000 operations, also over a"
                        + " restart, as long as its state_dir is kept."));
    }

    /**
     * The operations of this agent, and of the commands that worked by themselves beside it, newest first.
     *
     * @param limit how many at most
     */
    public List<Operation> newest(int limit) {
        return known.newest(limit);
    }

    /**
     * The same, of those that a filter lets pass.
     *
     * @param after the id of the one that they come after; null to begin with the newest
     * @throws RefusedRequestException if this agent does not know that one
     */
    public List<Operation> newest(int limit, Predicate<Operation> filter, @Nullable String after) {
        if (after != null) {
            find(after);
        }
        return known.newest(limit, filter, after);
    }

    /**
     * The steps that were applied to a database by the operations that are known, newest first.
     *
     * @param limit how many at most
     */
    public List<HistoryEntry> history(String database, int limit) {
        return known.history(database, limit);
    }

    /** A number that grows with each end, of an operation or of its part for one database, before anybody is told of it. */
    public long ended() {
        return known.ended();
    }

    /** The operation that works on a database now; null where none does. */
    public @Nullable String workingOn(String database) {
        return known.running().stream()
                .filter(operation -> operation.worksOn(database))
                .map(RunningOperation::id)
                .findFirst()
                .orElse(null);
    }

    /** Whether operations run. */
    public synchronized boolean isAtWork() {
        return !known.running().isEmpty();
    }

    /**
     * Takes no new work, lets the operations that run begin no further step, and waits for their ends.
     *
     * @param limit how long to wait at most
     * @return whether all have ended
     */
    public boolean drain(Duration limit) throws InterruptedException {
        List<CompletableFuture<Operation>> ends = new ArrayList<>();
        synchronized (this) {
            draining = true;
            known.running().forEach(operation -> {
                operation.stop();
                ends.add(operation.end());
            });
        }
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException exception) {
            return false;
        }
    }
}
