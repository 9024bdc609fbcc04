package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.state.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An operation that has not ended, as its workers write it and anybody reads it. Thread-safe: workers of several
 * databases report at once.
 *
 * <p>Events go to the journal outside of the monitor, so that a disk that is slow holds up nobody who only asks. Their order
 * is kept where it matters: what concerns one database is told by the one thread that works on it.
 */
final class RunningOperation {
    /** How often progress within a step is told to the journal. */
    private static final Duration COARSE = Duration.ofSeconds(5);

    private final SyncRequest request;
    private final OperationJournal journal;
    private final Clock clock;
    private final CompletableFuture<Operation> end = new CompletableFuture<>();
    private Operation operation;
    private Instant progressKept;

    RunningOperation(String id, SyncRequest request, String host, Clock clock, OperationJournal journal) {
        this.request = request;
        this.journal = journal;
        this.clock = clock;
        this.operation = Operation.queued(
                id,
                clock.instant(),
                host,
                request.databases().stream().map(ManagedDatabase::name).toList());
        this.progressKept = operation.startedAt();
    }

    synchronized String id() {
        return operation.id();
    }

    SyncRequest request() {
        return request;
    }

    /** Ends when the operation does. Nobody who waits for it can stop it. */
    CompletableFuture<Operation> end() {
        return end.copy();
    }

    synchronized Operation snapshot() {
        return operation;
    }

    synchronized boolean worksOn(String database) {
        return !operation.state().ended()
                && operation.result(database).stream()
                        .anyMatch(result -> !result.state().ended());
    }

    void submitted() {
        happened(OperationEvent.Submitted::new);
    }

    void started() {
        happened(before -> new OperationEvent.Started(before.id(), clock.instant()));
    }

    /** Kept before it is told: whoever sees the end may end the process. */
    void finished() {
        OperationEvent.Ended event = new OperationEvent.Ended(snapshot().finished(clock.instant()));
        journal.record(event);
        synchronized (this) {
            operation = event.snapshot();
        }
        end.complete(event.snapshot());
    }

    /** What does not change the result is no event. */
    void update(String database, UnaryOperator<DatabaseResult> change) {
        Optional<DatabaseResult> known = snapshot().result(database);
        Optional<DatabaseResult> changed = known.map(change);
        if (!changed.equals(known)) {
            changed.ifPresent(result ->
                    happened(before -> new OperationEvent.DatabaseReported(before.id(), clock.instant(), result)));
        }
    }

    void failed(String database, Problem problem) {
        update(database, result -> result.failed(problem));
    }

    private void happened(Function<Operation, OperationEvent> what) {
        OperationEvent event;
        synchronized (this) {
            event = what.apply(operation);
            operation = event.appliedTo(operation);
        }
        journal.record(event);
    }

    private synchronized void progress(UnaryOperator<Progress> change) {
        operation = operation.with(change.apply(operation.progress()));
    }

    private void keepProgress() {
        happened(before -> new OperationEvent.Progressed(before.id(), clock.instant(), before.progress()));
    }

    /** Whether progress was not kept for a while; whoever is told so keeps it. */
    private synchronized boolean progressIsDue() {
        Instant now = clock.instant();
        boolean due = progressKept.plus(COARSE).isBefore(now);
        progressKept = due ? now : progressKept;
        return due;
    }

    /** What the sync of one database reports to. */
    SyncListener listener(String database) {
        return new DatabaseListener(database);
    }

    private final class DatabaseListener implements SyncListener {
        private final String database;

        DatabaseListener(String database) {
            this.database = database;
        }

        @Override
        public void planned(Planned planned) {
            String to = new DatabasePlan(database, planned).to();
            update(database, result -> result.planned(planned.state().position(), to));
        }

        @Override
        public void resolved(int units) {
            progress(known -> known.more(0, units));
            keepProgress();
        }

        @Override
        public void unitStarted(Step step, String object) {
            progress(known -> known.at(database + ": " + step.id() + ": " + object));
        }

        @Override
        public void unitsDone(int count) {
            progress(known -> known.more(count, 0));
            if (progressIsDue()) {
                keepProgress();
            }
        }

        @Override
        public void changed() {
            update(database, DatabaseResult::touched);
        }

        @Override
        public void stepDone(Step step, Duration duration) {
            AppliedStep applied = new AppliedStep(step.kind(), step.id(), duration, clock.instant());
            happened(before -> new OperationEvent.StepRecorded(before.id(), database, applied));
            keepProgress();
        }
    }
}
