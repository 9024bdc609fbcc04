package dev.dbsync.agent.operations;

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

/**
 * An operation that has not ended, as its workers write it and anybody reads it. Thread-safe: workers of several
 * databases report at once.
 */
final class RunningOperation {
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
            boolean allDone = results.values().stream().allMatch(result -> result.state() == OperationState.SUCCEEDED);
            state = allDone ? OperationState.SUCCEEDED : OperationState.FAILED;
            finishedAt = clock.instant();
            progress = new Progress(progress.done(), progress.total(), null);
            ended = snapshot();
        }
        end.complete(ended);
    }

    synchronized void update(String database, UnaryOperator<DatabaseResult> change) {
        results.computeIfPresent(database, (name, result) -> change.apply(result));
    }

    void failed(String database, Problem problem) {
        update(database, result -> result.failed(problem));
    }

    private synchronized void advance(int done, int total) {
        progress = new Progress(progress.done() + done, progress.total() + total, progress.current());
    }

    private synchronized void current(String what) {
        progress = new Progress(progress.done(), progress.total(), what);
    }

    /** What the sync of one database reports to. */
    SyncListener listener(String database) {
        return new SyncListener() {
            @Override
            public void planned(Planned planned) {
                String to = new DatabasePlan(database, planned).to();
                update(database, result -> result.planned(planned.state().position(), to));
            }

            @Override
            public void resolved(int units) {
                advance(0, units);
            }

            @Override
            public void unitStarted(Step step, String object) {
                current(database + ": " + step.id() + ": " + object);
            }

            @Override
            public void unitsDone(int count) {
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
