package dev.dbsync.agent.operations;

import dev.dbsync.agent.state.Position;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operation did to one database, as far as it has come. Immutable: each event makes a new one.
 *
 * @param name the database
 * @param state how far it has come
 * @param from where the database stood when its lock was taken; null before that
 * @param to the revision that the plan ends at; null before there is one, or where it is refused
 * @param changed whether anything was changed, recorded as a step or not
 * @param applied the steps recorded so far
 * @param problem what went wrong; null where nothing did
 * @param message what else there is to say, such as that there was nothing to do; null where nothing is
 */
public record DatabaseResult(
        String name,
        OperationState state,
        @Nullable Position from,
        @Nullable String to,
        boolean changed,
        List<AppliedStep> applied,
        @Nullable Problem problem,
        @Nullable String message) {
    public DatabaseResult {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        applied = List.copyOf(applied);
    }

    static DatabaseResult queued(String name) {
        return new DatabaseResult(name, OperationState.QUEUED, null, null, false, List.of(), null, null);
    }

    DatabaseResult running() {
        return new DatabaseResult(name, OperationState.RUNNING, from, to, changed, applied, problem, message);
    }

    /** After a connection broke there is a second plan; the database stood where the first one found it. */
    DatabaseResult planned(Position position, @Nullable String target) {
        return new DatabaseResult(
                name, state, from == null ? position : from, target, changed, applied, problem, message);
    }

    DatabaseResult touched() {
        return new DatabaseResult(name, state, from, to, true, applied, problem, message);
    }

    DatabaseResult with(AppliedStep step) {
        List<AppliedStep> all = new ArrayList<>(applied);
        all.add(step);
        return new DatabaseResult(name, state, from, to, true, all, problem, message);
    }

    DatabaseResult succeeded(@Nullable String remark) {
        return new DatabaseResult(name, OperationState.SUCCEEDED, from, to, changed, applied, null, remark);
    }

    DatabaseResult failed(Problem cause) {
        return new DatabaseResult(name, OperationState.FAILED, from, to, changed, applied, cause, message);
    }

    DatabaseResult interrupted(Problem cause) {
        return new DatabaseResult(name, OperationState.INTERRUPTED, from, to, changed, applied, cause, message);
    }

    DatabaseResult abandoned(Instant lastSign) {
        String seen = state == OperationState.QUEUED
                ? "The operation had not come to this database."
                : "The last that is known of the operation is of " + lastSign + ", with "
                        + (applied.size() == 1 ? "1 step" : applied.size() + " steps") + " of this database recorded.";
        Problem cause = new Problem(
                ProblemType.SYNC_FAILED,
                "The agent stopped while the operation ran.",
                seen,
                "Call sync again: it goes on where this one stopped.");
        return interrupted(cause);
    }
}
