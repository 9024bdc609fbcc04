package dev.dbsync.agent.operations;

import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.state.Position;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.vocabulary.Description;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an operation did to one database, as far as it has come. Immutable: each event makes a new one. */
@Description("What an operation did to one database.")
public record DatabaseResult(
        @Description("The database's name in the configuration.") String name,
        @Description("How far the operation is with it.") OperationState state,
        @Description("Whether anything was changed, recorded as a step or not.") boolean changed,
        @Description("Where it stood when its lock was taken; null before that.") @Nullable Position from,
        @Description("The revision that it is brought to; null while that is not known.") @Nullable String to,
        @Description("The steps that were applied, in order.") List<AppliedStep> applied,
        @Description("For how long, in milliseconds, others were made to wait for its tables without success, at most.")
                Long frozen,
        @Description("What is wrong with it.") @Nullable Problem error,
        @Description("What is worth knowing though nothing is wrong, such as a target that was already passed.")
                @Nullable
                String message) {
    public DatabaseResult {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        applied = List.copyOf(applied);
        frozen = frozen == null ? 0 : frozen;
    }

    static DatabaseResult queued(String name) {
        return new DatabaseResult(name, OperationState.QUEUED, false, null, null, List.of(), 0L, null, null);
    }

    DatabaseResult running() {
        return new DatabaseResult(name, OperationState.RUNNING, changed, from, to, applied, frozen, error, message);
    }

    /** After a connection broke there is a second plan; the database stood where the first one found it. */
    DatabaseResult planned(Planned planned) {
        String drift = planned.drift().isEmpty() ? message : Failures.drift(planned.drift());
        Position first = from == null ? planned.state().position() : from;
        return new DatabaseResult(name, state, changed, first, planned.to(), applied, frozen, error, drift);
    }

    DatabaseResult touched() {
        return new DatabaseResult(name, state, true, from, to, applied, frozen, error, message);
    }

    DatabaseResult with(AppliedStep step) {
        List<AppliedStep> all = new ArrayList<>(applied);
        all.add(step);
        return new DatabaseResult(name, state, true, from, to, all, frozen, error, message);
    }

    DatabaseResult stood(Duration length) {
        return new DatabaseResult(name, state, changed, from, to, applied, frozen + length.toMillis(), error, message);
    }

    DatabaseResult ended(Outcome.End end) {
        if (end instanceof Outcome.Failed failed) {
            return ended(OperationState.FAILED, failed.problem(), message);
        }
        if (end instanceof Outcome.Interrupted interrupted) {
            return ended(OperationState.INTERRUPTED, interrupted.problem(), message);
        }
        if (end instanceof Outcome.Cancelled cancelled) {
            return ended(OperationState.CANCELLED, null, cancelled.why() + ": " + done());
        }
        Planned planned = ((Outcome.Done) end).planned();
        Plan plan = planned.plan();
        if (plan instanceof Plan.Refused refused) {
            return ended(OperationState.FAILED, refused.problem(), message);
        }
        String remark = plan instanceof Plan.NothingToDo nothing ? nothing.message() : remark(planned.held());
        if (message != null) {
            remark = remark == null ? message : remark + " " + message;
        }
        return ended(OperationState.SUCCEEDED, null, remark);
    }

    private static @Nullable String remark(List<ResolvedStep> held) {
        if (held.isEmpty()) {
            return null;
        }
        ResolvedStep next = held.get(0);
        return "Held before step " + next.step().id() + ", which is "
                + next.effect().name().toLowerCase(Locale.ROOT) + ": " + held.size()
                + (held.size() == 1 ? " step is left." : " steps are left.");
    }

    /** What an end before the last step leaves behind. */
    String done() {
        if (applied.isEmpty()) {
            return changed ? "a step was begun, and the next sync finishes it." : "nothing was changed.";
        }
        return (applied.size() == 1 ? "1 step is" : applied.size() + " steps are")
                + " recorded, and the next sync goes on.";
    }

    private DatabaseResult ended(OperationState end, @Nullable Problem cause, @Nullable String remark) {
        return new DatabaseResult(
                name, end, changed, from, to, applied, frozen, cause == null ? null : cause.of(name), remark);
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
        return ended(OperationState.INTERRUPTED, cause, message);
    }
}
