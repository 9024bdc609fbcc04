package dev.dbsync.agent.operations;

import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.state.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operation that has not ended, as its workers write it and anybody reads it. Thread-safe: workers of several
 * databases report at once.
 *
 * <p>Events go to the journal outside of the monitor, so that a disk that is slow holds up nobody who only asks. Their order
 * is kept where it matters: what concerns one database is told by the one thread that works on it.
 */
final class RunningOperation {
    private static final Logger LOG = LoggerFactory.getLogger(RunningOperation.class);

    /** How often progress within a step is told to the journal. */
    private static final Duration COARSE = Duration.ofSeconds(5);

    private final SyncRequest request;
    private final OperationJournal journal;
    private final Clock clock;
    private final CompletableFuture<Operation> end = new CompletableFuture<>();
    private Operation operation;
    private Instant progressKept;
    private final AtomicBoolean prepared = new AtomicBoolean();
    private volatile boolean stopping;

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

    /** Ends the operation and keeps that; whoever waits for the end is not told yet. */
    Operation finish() {
        OperationEvent.Ended event = new OperationEvent.Ended(snapshot().finished(clock.instant()));
        journal.record(event);
        synchronized (this) {
            operation = event.snapshot();
        }
        return event.snapshot();
    }

    /** Tells the end. The last of all: whoever hears of it may end the process. */
    void tellEnd() {
        end.complete(snapshot());
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

    void interrupted(String database, Problem problem) {
        update(database, result -> result.interrupted(problem));
    }

    /** What the operation's databases need is got ready once there is something to do, all at once and beside the work. */
    void prepare(Executor executor) {
        if (!prepared.getAndSet(true)) {
            request().databases().forEach(database -> executor.execute(database::prepare));
        }
    }

    /** Begins no further step. */
    void stop() {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
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
        private int expected;
        private int done;

        DatabaseListener(String database) {
            this.database = database;
        }

        @Override
        public boolean goesOn() {
            return !stopping();
        }

        @Override
        public void locked(Duration waited, boolean takenOver) {
            LOG.info(
                    "Operation {}: {} locked after {} ms{}",
                    id(),
                    database,
                    waited.toMillis(),
                    takenOver ? ", taken over from a holder whose lease had run out" : "");
        }

        @Override
        public void fenced() {
            LOG.warn("Operation {}: {}: a write was fenced off: the lease is another's or was", id(), database);
        }

        @Override
        public void planned(Planned planned) {
            String to = new DatabasePlan(database, planned).to();
            update(database, result -> result.planned(planned.state().position(), to));
            planned.steps().stream().filter(step -> step.found() > 0).forEach(this::logFound);
        }

        private void logFound(ResolvedStep step) {
            LOG.info(
                    "Operation {}: {}: step {} was begun before; {} of its {} objects are there",
                    id(),
                    database,
                    step.step().id(),
                    step.found(),
                    step.found() + step.units().size());
        }

        @Override
        public void resolved(int units) {
            // What a plan before this one did not come to is in this one again.
            int more = done + units - expected;
            expected += more;
            progress(known -> known.more(0, more));
            keepProgress();
        }

        @Override
        public void unitStarted(Step step, String object) {
            progress(known -> known.at(database + ": " + step.id() + ": " + object));
        }

        @Override
        public void unitsDone(int count) {
            done += count;
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
