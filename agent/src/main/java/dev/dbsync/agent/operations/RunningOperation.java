package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.state.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operation that has not ended, as its workers write it and anybody reads it. Thread-safe: workers of several
 * databases report at once. One monitor guards all that is here, so this is long.
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
    private final FirstLock firstLock;
    private final CompletableFuture<Operation> end = new CompletableFuture<>();
    private Operation operation;
    private Instant progressKept;
    private final AtomicBoolean prepared = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile boolean cancelled;

    RunningOperation(String id, SyncRequest request, String host, Clock clock, OperationJournal journal) {
        this.request = request;
        this.journal = journal;
        this.clock = clock;
        this.firstLock =
                new FirstLock(request.stages().stream().flatMap(List::stream).toList());
        this.operation = Operation.queued(
                id,
                request.requestId(),
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

    FirstLock firstLock() {
        return firstLock;
    }

    /** Ends when the operation does. Nobody who waits for it can stop it. */
    CompletableFuture<Operation> end() {
        return end.copy();
    }

    synchronized Operation snapshot() {
        return operation;
    }

    /** How it is once its version is past one, or it has ended, or the time is over. */
    synchronized Operation awaitPast(long version, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        long left = limit.toMillis();
        while (operation.version() <= version && !operation.state().ended() && left > 0) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
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
        try {
            journal.record(event);
        } finally {
            become(event.snapshot());
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

    /** Ends one of its databases, and says so on the log. One that has ended already is left as it is. */
    void end(ManagedDatabase database, Outcome outcome) {
        String name = database.name();
        if (snapshot().result(name).filter(result -> !result.state().ended()).isPresent()) {
            Outcome.End end = outcome.end(database);
            update(name, result -> result.ended(end));
            snapshot().result(name).ifPresent(this::log);
        }
    }

    private synchronized void become(Operation next) {
        operation = next;
        notifyAll();
    }

    private void log(DatabaseResult result) {
        Problem problem = result.error();
        if (problem == null) {
            String remark = result.message() == null ? "" : ": " + result.message();
            LOG.info(
                    "Operation {}: {} {}{}", id(), result.name(), result.state().wireName(), remark);
        } else {
            LOG.warn(
                    "Operation {}: {} {}: {} {}{}",
                    id(),
                    result.name(),
                    result.state().wireName(),
                    problem.message(),
                    problem.detail(),
                    problem.incident() == null ? "" : " (incident " + problem.incident() + ")");
        }
    }

    /** What the operation's databases need is got ready once there is something to do, all at once and beside the work. */
    void prepare(Executor executor) {
        if (!prepared.getAndSet(true)) {
            Unawaited aside = new Unawaited(executor);
            request().databases().forEach(database -> aside.execute(database::prepare));
        }
    }

    /** The canary that went before a database and did not succeed, if there is one. */
    Optional<ManagedDatabase> failedCanary(ManagedDatabase database) {
        Operation now = snapshot();
        return request.databases().stream()
                .filter(database::follows)
                .filter(canary -> now.result(canary.name())
                        .filter(result -> result.state() == OperationState.SUCCEEDED)
                        .isEmpty())
                .findFirst();
    }

    /** Begins no further step: the agent stops. */
    void stop() {
        stopping = true;
        wake();
    }

    /** Begins no further step: somebody wants it so. */
    void cancel() {
        cancelled = true;
        wake();
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** Whether no further step is to be begun, and nothing waited for. */
    boolean stopping() {
        return stopping || cancelled;
    }

    /** What becomes of a database whose steps are not all begun. */
    Outcome.End stopped() {
        return cancelled ? new Outcome.Cancelled("Cancelled") : new Outcome.Interrupted(Failures.stopped());
    }

    /**
     * Rests, for as long as nobody stops it.
     *
     * @return whether nobody did
     */
    synchronized boolean rest(Duration length) throws InterruptedException {
        long deadline = System.nanoTime() + length.toNanos();
        while (!stopping() && System.nanoTime() - deadline < 0) {
            wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
        return !stopping();
    }

    /** Whether it was asked for by a request of this id. */
    boolean isOf(@Nullable String requestId) {
        return requestId != null && snapshot().requestIds().contains(requestId);
    }

    /** Another caller has joined it. One that gave no id, or the same again, leaves no trace. */
    void joined(@Nullable String requestId) {
        if (requestId != null && !isOf(requestId)) {
            happened(before -> new OperationEvent.Joined(before.id(), clock.instant(), requestId));
        }
    }

    /** It cannot go on for the moment. */
    synchronized void waits(Waiting waiting) {
        become(operation.with(waiting));
    }

    /** A database of it waits no more. */
    synchronized void waitsNoMore(String database) {
        Waiting waiting = operation.waiting();
        if (waiting != null && waiting.database().equals(database)) {
            become(operation.with((Waiting) null));
        }
    }

    private void happened(Function<Operation, OperationEvent> what) {
        OperationEvent event;
        synchronized (this) {
            event = what.apply(operation);
            become(event.appliedTo(operation));
        }
        journal.record(event);
    }

    /** A step of one of its databases was recorded. */
    void applied(String database, Step step, Duration duration) {
        AppliedStep applied = new AppliedStep(step.kind(), step.id(), duration, clock.instant());
        happened(before -> new OperationEvent.StepRecorded(before.id(), database, applied));
        keepProgress();
    }

    synchronized void progress(UnaryOperator<Progress> change) {
        become(operation.with(change.apply(operation.progress())));
    }

    void keepProgressNowAndThen() {
        if (progressIsDue()) {
            keepProgress();
        }
    }

    void keepProgress() {
        happened(before -> new OperationEvent.Progressed(before.id(), clock.instant(), before.progress()));
    }

    /** Whether progress was not kept for a while; whoever is told so keeps it. */
    private synchronized boolean progressIsDue() {
        Instant now = clock.instant();
        boolean due = progressKept.plus(COARSE).isBefore(now);
        progressKept = due ? now : progressKept;
        return due;
    }
}
