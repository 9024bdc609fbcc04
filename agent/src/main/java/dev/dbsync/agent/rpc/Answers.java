package dev.dbsync.agent.rpc;

import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.operations.AppliedStep;
import dev.dbsync.agent.operations.DatabasePlan;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.operations.DatabaseVerification;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.ProblemType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts what the agent knows into the shapes that clients see. */
final class Answers {
    private Answers() {}

    static Status status(DatabaseStatus status) {
        return new Status(
                status.name(),
                status.catalog().name(),
                Optional.ofNullable(status.server())
                        .map(server -> new Engine(server.product(), server.version()))
                        .orElse(null),
                state(status.state()),
                status.state().position().legacyVersion(),
                status.state().position().revision(),
                status.catalog().head().id(),
                status.pending(),
                status.upToDate(),
                lock(status.holder()),
                status.operation(),
                problem(status.problem(), status.name()));
    }

    static Plan plan(DatabasePlan plan, boolean sql) {
        return new Plan(
                plan.name(),
                state(plan.planned().state()),
                position(plan.planned().state().position()),
                plan.to(),
                plan.changes(),
                plan.steps().stream().map(step -> step(step, sql)).toList(),
                problem(plan.problem(), plan.name()));
    }

    private static Step step(ResolvedStep resolved, boolean sql) {
        return new Step(
                kind(resolved.step().kind()),
                resolved.step().id(),
                resolved.step().description(),
                sql ? resolved.statements() : List.of(),
                StepEffect.valueOf(resolved.effect().name()));
    }

    static Verification verification(DatabaseVerification verification) {
        Revision revision = verification.verified().revision();
        return new Verification(
                verification.name(),
                state(verification.verified().state()),
                revision == null ? null : revision.id(),
                verification.verified().differences().stream()
                        .map(Answers::difference)
                        .toList(),
                problem(verification.problem(), verification.name()));
    }

    private static SchemaDifference difference(Difference difference) {
        DifferenceKind kind =
                switch (difference.kind()) {
                    case MISSING -> DifferenceKind.MISSING;
                    case UNEXPECTED -> DifferenceKind.UNEXPECTED;
                    case DIFFERENT -> DifferenceKind.DIFFERENT;
                };
        return new SchemaDifference(difference.object(), kind, difference.expected(), difference.found());
    }

    static Operation operation(dev.dbsync.agent.operations.Operation operation) {
        return new Operation(
                operation.id(),
                OperationState.valueOf(operation.state().name()),
                operation.changed(),
                operation.startedAt(),
                operation.finishedAt(),
                operation.host(),
                new Progress(
                        operation.progress().done(),
                        operation.progress().total(),
                        operation.progress().current()),
                operation.databases().stream().map(Answers::result).toList(),
                firstProblem(operation));
    }

    private static @Nullable Problem firstProblem(dev.dbsync.agent.operations.Operation operation) {
        return operation.databases().stream()
                .filter(result -> result.problem() != null)
                .findFirst()
                .map(result -> problem(result.problem(), result.name()))
                .orElse(null);
    }

    private static DatabaseResult result(dev.dbsync.agent.operations.DatabaseResult result) {
        return new DatabaseResult(
                result.name(),
                OperationState.valueOf(result.state().name()),
                result.changed(),
                result.from() == null ? null : position(result.from()),
                result.to(),
                result.applied().stream().map(Answers::applied).toList(),
                problem(result.problem(), result.name()),
                result.message());
    }

    private static Applied applied(AppliedStep step) {
        return new Applied(kind(step.kind()), step.id(), step.duration().toMillis());
    }

    static HistoryEntry historyEntry(dev.dbsync.agent.operations.HistoryEntry entry) {
        AppliedStep step = entry.step();
        return new HistoryEntry(
                kind(step.kind()),
                step.id(),
                step.appliedAt(),
                entry.host(),
                step.duration().toMillis(),
                entry.operation());
    }

    private static StepKind kind(dev.dbsync.agent.planning.Step.Kind kind) {
        return switch (kind) {
            case LEGACY -> StepKind.LEGACY;
            case STAMP -> StepKind.STAMP;
            case REVISION -> StepKind.REVISION;
        };
    }

    private static DatabaseStateName state(DatabaseState state) {
        return DatabaseStateName.valueOf(state.wireName().toUpperCase(Locale.ROOT));
    }

    private static Position position(dev.dbsync.agent.state.Position position) {
        return new Position(position.legacyVersion(), position.revision());
    }

    private static @Nullable Lock lock(@Nullable LockHolder holder) {
        return holder == null ? null : new Lock(holder.host(), holder.since(), holder.operation());
    }

    /** A problem as clients see it. */
    static @Nullable Problem problem(dev.dbsync.agent.state.@Nullable Problem problem, @Nullable String database) {
        if (problem == null) {
            return null;
        }
        ErrorCode code = code(problem.type());
        return Problem.of(
                code,
                problem.message(),
                new ErrorData(code.type(), database, problem.detail(), problem.remedy(), problem.incident()));
    }

    private static ErrorCode code(ProblemType type) {
        return switch (type) {
            case LEGACY_VERSION_REQUESTED -> ErrorCode.LEGACY_VERSION_REQUESTED;
            case UNKNOWN_REVISION -> ErrorCode.UNKNOWN_REVISION;
            case UNKNOWN_DATABASE -> ErrorCode.UNKNOWN_DATABASE;
            case UNKNOWN_OPERATION -> ErrorCode.UNKNOWN_OPERATION;
            case UNMANAGED -> ErrorCode.UNMANAGED;
            case AHEAD -> ErrorCode.AHEAD;
            case INCONSISTENT -> ErrorCode.INCONSISTENT;
            case ADOPTION_REFUSED -> ErrorCode.ADOPTION_REFUSED;
            case LOCKED -> ErrorCode.LOCKED;
            case SYNC_FAILED -> ErrorCode.SYNC_FAILED;
            case UNREACHABLE -> ErrorCode.UNREACHABLE;
        };
    }
}
