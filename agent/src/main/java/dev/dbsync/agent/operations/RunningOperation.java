package dev.dbsync.agent.operations;

import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.state.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operation that has not ended, as its workers write it and anybody reads it. Thread-safe: workers of several
 * databases report at once.
 */
final class RunningOperation {
    private static final Logger LOG = LoggerFactory.getLogger(RunningOperation.class);

    private final String id;
    private final SyncRequest request;
    private final String host;
    private final Clock clock;
    private final Instant startedAt;
    private final Map<String, DatabaseResult> results = new LinkedHashMap<>();
    private final CompletableFuture<Operation> end = new CompletableFuture<>();
    private OperationState state = OperationState.QUEUED;
    private Progress progress = Progress.NONE;
    private @Nullable Instant finishedAt;
    private volatile boolean stopping;

    RunningOperation(String id, SyncRequest request, String host, Clock clock) {
        this.id = id;
        this.request = request;
        this.host = host;
        this.clock = clock;
        this.startedAt = clock.instant();
        request.databases().forEach(database -> results.put(database.name(), DatabaseResult.queued(database.name())));
    }

    String id() {
        return id;
    }

    SyncRequest request() {
        return request;
    }

    /** Ends when the operation does. Nobody who waits for it can stop it. */
    CompletableFuture<Operation> end() {
        return end.copy();
    }

    synchronized Operation snapshot() {
        return new Operation(id, state, startedAt, finishedAt, host, progress, List.copyOf(results.values()));
    }

    synchronized boolean worksOn(String database) {
        DatabaseResult result = results.get(database);
        return result != null && !state.ended() && !result.state().ended();
    }

    synchronized void started() {
        state = OperationState.RUNNING;
    }

    void finished() {
        Operation ended;
        synchronized (this) {
            state = outcome();
            finishedAt = clock.instant();
            progress = new Progress(progress.done(), progress.total(), null);
            ended = snapshot();
        }
        end.complete(ended);
    }

    /** A failure outweighs an interruption: that one goes away by itself with the next sync. */
    private OperationState outcome() {
        List<OperationState> ends =
                results.values().stream().map(DatabaseResult::state).toList();
        if (ends.contains(OperationState.FAILED)) {
            return OperationState.FAILED;
        }
        return ends.contains(OperationState.INTERRUPTED) ? OperationState.INTERRUPTED : OperationState.SUCCEEDED;
    }

    /** Begins no further step. */
    void stop() {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }

    synchronized void update(String database, UnaryOperator<DatabaseResult> change) {
        results.computeIfPresent(database, (name, result) -> change.apply(result));
    }

    void failed(String database, Problem problem) {
        update(database, result -> result.failed(problem));
    }

    void interrupted(String database, Problem problem) {
        update(database, result -> result.interrupted(problem));
    }

    private synchronized void advance(int done, int total) {
        progress = new Progress(progress.done() + done, progress.total() + total, progress.current());
    }

    private synchronized void current(String what) {
        progress = new Progress(progress.done(), progress.total(), what);
    }

    private void logFound(String database, Planned planned) {
        for (ResolvedStep step : planned.steps()) {
            if (step.found() > 0) {
                LOG.info(
                        "Operation {}: {}: step {} was begun before; {} of its {} objects are there",
                        id,
                        database,
                        step.step().id(),
                        step.found(),
                        step.found() + step.units().size());
            }
        }
    }

    /** What the sync of one database reports to. */
    SyncListener listener(String database) {
        return new SyncListener() {
            private int expected;
            private int done;

            @Override
            public boolean goesOn() {
                return !stopping();
            }

            @Override
            public void planned(Planned planned) {
                String to = new DatabasePlan(database, planned).to();
                update(database, result -> result.planned(planned.state().position(), to));
                logFound(database, planned);
            }

            @Override
            public void locked(Duration waited, boolean takenOver) {
                LOG.info(
                        "Operation {}: {} locked after {} ms{}",
                        id,
                        database,
                        waited.toMillis(),
                        takenOver ? ", taken over from a holder whose lease had run out" : "");
            }

            @Override
            public void fenced() {
                LOG.warn("Operation {}: {}: a write was fenced off: the lease is another's or was", id, database);
            }

            @Override
            public void resolved(int units) {
                // What a plan before this one did not come to is in this one again.
                advance(0, done + units - expected);
                expected = done + units;
            }

            @Override
            public void unitStarted(Step step, String object) {
                current(database + ": " + step.id() + ": " + object);
            }

            @Override
            public void unitsDone(int count) {
                done += count;
                advance(count, 0);
            }

            @Override
            public void changed() {
                update(database, DatabaseResult::touched);
            }

            @Override
            public void stepDone(Step step, Duration duration) {
                update(database, result -> result.with(new AppliedStep(step.kind(), step.id(), duration)));
            }
        };
    }
}
