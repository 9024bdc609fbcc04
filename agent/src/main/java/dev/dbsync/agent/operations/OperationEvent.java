package dev.dbsync.agent.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened to an operation. All that is known of an operation follows from its events, in their order:
 * while it runs, and when it is read back from a journal.
 */
public sealed interface OperationEvent {

    /** The operation's id. */
    String operation();

    /** When it happened, by the agent's clock. */
    Instant at();

    /** The operation after this, where it was {@code before} until then. */
    Operation appliedTo(Operation before);

    /**
     * Whether it must outlast a failure of power, and not only that of the process: that a database is about to be changed,
     * and what was changed. Most operations change nothing.
     */
    boolean isMilestone();

    /** How long a step takes that is worth waiting for the disk. */
    Duration LONG = Duration.ofSeconds(1);

    /** An operation was asked for. */
    record Submitted(Operation snapshot) implements OperationEvent {
        public Submitted {
            Objects.requireNonNull(snapshot, "snapshot");
        }

        @Override
        public String operation() {
            return snapshot.id();
        }

        @Override
        public Instant at() {
            return snapshot.startedAt();
        }

        @Override
        public Operation appliedTo(Operation before) {
            return snapshot;
        }

        @Override
        public boolean isMilestone() {
            return false;
        }
    }

    /** Work on it began. */
    record Started(String operation, Instant at) implements OperationEvent {
        public Started {
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public Operation appliedTo(Operation before) {
            return before.running();
        }

        @Override
        public boolean isMilestone() {
            return false;
        }
    }

    /** What is known of one of its databases became something else: it was begun, planned, changed, or has ended. */
    record DatabaseReported(String operation, Instant at, DatabaseResult result) implements OperationEvent {
        public DatabaseReported {
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(result, "result");
        }

        @Override
        public Operation appliedTo(Operation before) {
            return before.with(result);
        }

        @Override
        public boolean isMilestone() {
            return result.changed() && result.state().ended();
        }
    }

    /** A step was recorded in one of its databases. */
    record StepRecorded(String operation, String database, AppliedStep step) implements OperationEvent {
        public StepRecorded {
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(database, "database");
            Objects.requireNonNull(step, "step");
        }

        @Override
        public Instant at() {
            return step.appliedAt();
        }

        @Override
        public Operation appliedTo(Operation before) {
            return before.result(database)
                    .map(result -> before.with(result.with(step)))
                    .orElse(before);
        }

        /** One that took no time is kept with what comes next. */
        @Override
        public boolean isMilestone() {
            return step.durationMs() >= LONG.toMillis();
        }
    }

    /** Another caller has joined it, with an id of its own. */
    record Joined(String operation, Instant at, String requestId) implements OperationEvent {
        public Joined {
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(requestId, "requestId");
        }

        @Override
        public Operation appliedTo(Operation before) {
            return before.joined(requestId);
        }

        @Override
        public boolean isMilestone() {
            return false;
        }
    }

    /** It got on. Not each unit is told of. */
    record Progressed(String operation, Instant at, Progress progress) implements OperationEvent {
        public Progressed {
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(progress, "progress");
        }

        @Override
        public Operation appliedTo(Operation before) {
            return before.with(progress);
        }

        @Override
        public boolean isMilestone() {
            return progress.total() > 0 && progress.done() == 0;
        }
    }

    /** It ended. Holds all that is to be known of it, so that nothing is lost where events before were. */
    record Ended(Operation snapshot) implements OperationEvent {
        public Ended {
            Objects.requireNonNull(snapshot, "snapshot");
            if (!snapshot.state().ended() || snapshot.finishedAt() == null) {
                throw new IllegalArgumentException("operation " + snapshot.id() + " has not ended, but is "
                        + snapshot.state() + ", finished at " + snapshot.finishedAt());
            }
        }

        @Override
        public String operation() {
            return snapshot.id();
        }

        @Override
        public Instant at() {
            return Objects.requireNonNull(snapshot.finishedAt());
        }

        @Override
        public Operation appliedTo(Operation before) {
            return snapshot;
        }

        @Override
        public boolean isMilestone() {
            return snapshot.changed();
        }
    }
}
