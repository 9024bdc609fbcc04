package dev.dbsync.agent.operations;

import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.vocabulary.Description;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An operation as it is at one moment. Immutable: each event makes a new one. */
@Description("A sync that was asked for.")
public record Operation(
        @Description("Its id.") String id,
        @Description("The ids that its callers gave their requests, first to last.") List<String> requestIds,
        @Description("A number that grows with each change of it.") Long version,
        @Description("How far it is.") OperationState state,
        @Description("When it was asked for.") Instant startedAt,
        @Description("When it ended; null until it has.") @Nullable Instant finishedAt,
        @Description("The host of the agent that runs it.") String host,
        @Description("How far it is, in units of work.") Progress progress,
        @Description("What it cannot go on for; null while it goes on.") @Nullable Waiting waiting,
        @Description("What it did to each database.") List<DatabaseResult> databases) {
    /** Agents, and files of a journal, from before there were request ids and versions have none. */
    public Operation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(progress, "progress");
        version = version == null ? 0 : version;
        requestIds = requestIds == null ? List.of() : List.copyOf(requestIds);
        databases = List.copyOf(databases);
        refuseHalfAnEnd(id, state, databases);
    }

    /** An operation has ended when all of its databases have, and no sooner. */
    private static void refuseHalfAnEnd(String id, OperationState state, List<DatabaseResult> databases) {
        for (DatabaseResult result : databases) {
            if (state.ended() && !result.state().ended()) {
                throw new IllegalArgumentException("operation " + id + " is " + state + ", but its database "
                        + result.name() + " is " + result.state());
            }
        }
    }

    static Operation queued(
            String id, @Nullable String requestId, Instant startedAt, String host, List<String> databases) {
        List<DatabaseResult> results =
                databases.stream().map(DatabaseResult::queued).toList();
        List<String> requestIds = requestId == null ? List.of() : List.of(requestId);
        return new Operation(
                id, requestIds, 0L, OperationState.QUEUED, startedAt, null, host, Progress.NONE, null, results);
    }

    @Description("The id that its first caller gave the request.")
    public @Nullable String requestId() {
        return requestIds.isEmpty() ? null : requestIds.get(0);
    }

    @Description("Whether anything was changed.")
    public boolean changed() {
        return databases.stream().anyMatch(DatabaseResult::changed);
    }

    @Description("Why it failed: what is wrong with the first of its databases that has an error.")
    public @Nullable Problem error() {
        return databases.stream()
                .filter(result -> result.error() != null)
                .findFirst()
                .map(DatabaseResult::error)
                .orElse(null);
    }

    /** Whether it is about a database, and in a state; null stands for any. */
    public boolean is(@Nullable String database, @Nullable OperationState wanted) {
        return (database == null || result(database).isPresent()) && (wanted == null || wanted == state);
    }

    /** What it did to one database; empty where it is not about that one. */
    Optional<DatabaseResult> result(String database) {
        return databases.stream()
                .filter(result -> result.name().equals(database))
                .findFirst();
    }

    Operation running() {
        return next(OperationState.RUNNING, null, progress, waiting, databases);
    }

    Operation with(Progress now) {
        return next(state, finishedAt, now, waiting, databases);
    }

    Operation with(@Nullable Waiting now) {
        return next(state, finishedAt, progress, now, databases);
    }

    /** Another caller has joined it. */
    Operation joined(String requestId) {
        List<String> all =
                Stream.concat(requestIds.stream(), Stream.of(requestId)).toList();
        return new Operation(id, all, version + 1, state, startedAt, finishedAt, host, progress, waiting, databases);
    }

    private Operation next(
            OperationState nextState,
            @Nullable Instant end,
            Progress nextProgress,
            @Nullable Waiting nextWaiting,
            List<DatabaseResult> results) {
        return new Operation(
                id, requestIds, version + 1, nextState, startedAt, end, host, nextProgress, nextWaiting, results);
    }

    /** With another result in the place of the same database's. */
    Operation with(DatabaseResult report) {
        List<DatabaseResult> all = databases.stream()
                .map(result -> result.name().equals(report.name()) ? report : result)
                .toList();
        return next(state, finishedAt, progress, waiting, all);
    }

    /** When the work on all of its databases has ended. */
    Operation finished(Instant at) {
        return ended(outcome(), at, databases);
    }

    /** A failure outweighs all else, for the rest goes away by itself with the next sync. */
    private OperationState outcome() {
        List<OperationState> ends =
                databases.stream().map(DatabaseResult::state).toList();
        return Stream.of(OperationState.FAILED, OperationState.CANCELLED, OperationState.INTERRUPTED)
                .filter(ends::contains)
                .findFirst()
                .orElse(OperationState.SUCCEEDED);
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
        return next(end, at, last, null, results);
    }
}
