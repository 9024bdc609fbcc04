package dev.dbsync.agent.operations;

import dev.dbsync.agent.state.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation as it is at one moment. Immutable: each event makes a new one.
 *
 * @param id its id
 * @param state how far it has come
 * @param startedAt when it was submitted
 * @param finishedAt when it ended; null while it has not
 * @param host the agent that runs it
 * @param progress how far it has come, in units
 * @param databases what it did to each database, in order
 */
public record Operation(
        String id,
        OperationState state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        String host,
        Progress progress,
        List<DatabaseResult> databases) {
    public Operation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(progress, "progress");
        databases = List.copyOf(databases);
    }

    static Operation queued(String id, Instant startedAt, String host, List<String> databases) {
        List<DatabaseResult> results =
                databases.stream().map(DatabaseResult::queued).toList();
        return new Operation(id, OperationState.QUEUED, startedAt, null, host, Progress.NONE, results);
    }

    /** Whether it has changed any database. */
    public boolean changed() {
        return databases.stream().anyMatch(DatabaseResult::changed);
    }

    /** The first problem of its databases; null where none has one. */
    public @Nullable Problem problem() {
        return databases.stream()
                .filter(result -> result.problem() != null)
                .findFirst()
                .map(DatabaseResult::problem)
                .orElse(null);
    }

    /** What it did to one database; empty where it is not about that one. */
    Optional<DatabaseResult> result(String database) {
        return databases.stream()
                .filter(result -> result.name().equals(database))
                .findFirst();
    }

    Operation running() {
        return new Operation(id, OperationState.RUNNING, startedAt, null, host, progress, databases);
    }

    Operation with(Progress now) {
        return new Operation(id, state, startedAt, finishedAt, host, now, databases);
    }

    /** With another result in the place of the same database's. */
    Operation with(DatabaseResult report) {
        List<DatabaseResult> all = databases.stream()
                .map(result -> result.name().equals(report.name()) ? report : result)
                .toList();
        return new Operation(id, state, startedAt, finishedAt, host, progress, all);
    }

    /** When the work on all of its databases has ended. */
    Operation finished(Instant at) {
        return ended(outcome(), at, databases);
    }

    /** A failure outweighs an interruption: that one goes away by itself with the next sync. */
    private OperationState outcome() {
        List<OperationState> ends =
                databases.stream().map(DatabaseResult::state).toList();
        if (ends.contains(OperationState.FAILED)) {
            return OperationState.FAILED;
        }
        return ends.contains(OperationState.INTERRUPTED) ? OperationState.INTERRUPTED : OperationState.SUCCEEDED;
    }

    /**
     * When its agent has gone without telling of its end. What had ended has; the rest is interrupted.
     *
     * @param lastSign when it was last heard of
     */
    public Operation abandoned(Instant lastSign) {
        if (databases.stream().allMatch(result -> result.state().ended())) {
            return finished(lastSign);
        }
        List<DatabaseResult> results = databases.stream()
                .map(result -> result.state().ended() ? result : result.abandoned(lastSign))
                .toList();
        return ended(OperationState.INTERRUPTED, lastSign, results);
    }

    private Operation ended(OperationState end, Instant at, List<DatabaseResult> results) {
        Progress last = new Progress(progress.done(), progress.total(), null);
        return new Operation(id, end, startedAt, at, host, last, results);
    }
}
