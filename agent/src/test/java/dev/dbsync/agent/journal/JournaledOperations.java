package dev.dbsync.agent.journal;

import dev.dbsync.agent.operations.AppliedStep;
import dev.dbsync.agent.operations.DatabaseResult;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationEvent;
import dev.dbsync.agent.operations.OperationJournal;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.Progress;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.state.Position;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations for the tests of journals: one database goes well, and one fails after a step. */
final class JournaledOperations {
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456789Z");
    static final String API = "nova_api";
    static final String MAIN = "nova_main";

    private static final AppliedStep LEGACY =
            new AppliedStep(Step.Kind.LEGACY, "411", Duration.ofNanos(1_234_567), NOON.plusSeconds(2));
    private static final AppliedStep REVISION =
            new AppliedStep(Step.Kind.REVISION, "16f1fbcab42b", Duration.ofSeconds(3), NOON.plusSeconds(5));

    private JournaledOperations() {}

    /** What happens to an operation from its beginning to its end, in order. */
    static List<OperationEvent> events(String id, Instant startedAt) {
        return List.of(
                new OperationEvent.Submitted(submitted(id, startedAt)),
                new OperationEvent.Started(id, startedAt.plusMillis(1)),
                report(id, startedAt, result(API, OperationState.RUNNING, null, List.of(), null)),
                report(id, startedAt, result(API, OperationState.RUNNING, new Position(410, null), List.of(), null)),
                new OperationEvent.Progressed(id, startedAt.plusMillis(2), new Progress(0, 7, null)),
                new OperationEvent.StepRecorded(id, API, LEGACY),
                new OperationEvent.StepRecorded(id, API, REVISION),
                report(id, REVISION.appliedAt(), api()),
                report(id, REVISION.appliedAt().plusMillis(1), main()),
                new OperationEvent.Ended(ended(id, startedAt)));
    }

    static List<OperationEvent> events(String id) {
        return events(id, NOON);
    }

    /** The same, in a journal. */
    static Operation record(OperationJournal journal, String id, Instant startedAt) {
        events(id, startedAt).forEach(journal::record);
        return ended(id, startedAt);
    }

    static Operation submitted(String id, Instant startedAt) {
        return new Operation(
                id,
                List.of(),
                0L,
                OperationState.QUEUED,
                startedAt,
                null,
                "ctl-1",
                new Progress(0, 0, null),
                null,
                List.of(
                        result(API, OperationState.QUEUED, null, List.of(), null),
                        result(MAIN, OperationState.QUEUED, null, List.of(), null)));
    }

    static Operation ended(String id, Instant startedAt) {
        return new Operation(
                id,
                List.of(),
                0L,
                OperationState.FAILED,
                startedAt,
                NOON.plusSeconds(9),
                "ctl-1",
                new Progress(7, 9, null),
                null,
                List.of(api(), main()));
    }

    private static DatabaseResult api() {
        return result(API, OperationState.SUCCEEDED, new Position(410, null), List.of(LEGACY, REVISION), null);
    }

    private static DatabaseResult main() {
        Problem problem = new Problem(
                ProblemType.SYNC_FAILED,
                "Step failed at “instances”.",
                "two\nlines",
                "Remove the cause, then call again.",
                "1f2e3d4c");
        return result(MAIN, OperationState.FAILED, new Position(null, "8f2f1571d55b"), List.of(), problem);
    }

    private static OperationEvent report(String id, Instant at, DatabaseResult result) {
        return new OperationEvent.DatabaseReported(id, at, result);
    }

    private static DatabaseResult result(
            String name,
            OperationState state,
            @Nullable Position from,
            List<AppliedStep> applied,
            @Nullable Problem problem) {
        String to = from == null ? null : "ab450ba04102";
        return new DatabaseResult(name, state, !applied.isEmpty(), from, to, applied, 0L, problem, null);
    }
}
