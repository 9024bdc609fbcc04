package dev.dbsync.agent.operations;

import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.planning.Step;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how the sync of one database gets on into its operation, then passes it on to an observer. It counts what it hears:
 * as long as the count grows, the sync gets on. Only the count may be asked for by other threads.
 */
final class SyncReport implements SyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(SyncReport.class);

    private final RunningOperation operation;
    private final String database;
    private final SyncListener observer;
    private final AtomicLong events = new AtomicLong();
    private long lasting;
    private boolean waiting;
    private int expected;
    private int done;

    SyncReport(RunningOperation operation, String database, SyncListener observer) {
        this.operation = operation;
        this.database = database;
        this.observer = observer;
    }

    long events() {
        return events.get();
    }

    /** A number that grows with each change that stays. */
    long lasting() {
        return lasting;
    }

    /** The sync cannot go on for the moment, and hears from its server all the same. */
    void waits(Waiting now) {
        events.incrementAndGet();
        if (!waiting) {
            LOG.info("Operation {}: {}", operation.id(), now.describe());
        }
        waiting = true;
        operation.waits(now);
    }

    private void goesOnAgain() {
        if (waiting) {
            waiting = false;
            operation.waitsNoMore(database);
        }
    }

    /** How long others were made to wait for tables by all of this sync. */
    void stood(Duration length) {
        goesOnAgain();
        operation.update(database, result -> result.stood(length));
    }

    @Override
    public boolean goesOn() {
        return !operation.stopping() && observer.goesOn();
    }

    @Override
    public void locked(Duration waited, boolean takenOver) {
        goesOnAgain();
        events.incrementAndGet();
        String from = takenOver ? ", taken over from a holder whose lease had run out" : "";
        LOG.info("Operation {}: {} locked after {} ms{}", operation.id(), database, waited.toMillis(), from);
        observer.locked(waited, takenOver);
    }

    @Override
    public void fenced() {
        LOG.warn("Operation {}: {}: a write was fenced off: the lease is another's or was", operation.id(), database);
        observer.fenced();
    }

    @Override
    public void reconnected() {
        LOG.info("Operation {}: {} goes on with a new connection", operation.id(), database);
        observer.reconnected();
    }

    @Override
    public void planned(Planned planned) {
        operation.update(database, result -> result.planned(planned));
        if (!planned.drift().isEmpty()) {
            LOG.warn("Operation {}: {}: {}", operation.id(), database, Failures.drift(planned.drift()));
        }
        planned.steps().stream().filter(step -> step.found() > 0).forEach(this::logFound);
        observer.planned(planned);
    }

    private void logFound(ResolvedStep step) {
        LOG.info(
                "Operation {}: {}: step {} was begun before; {} of its {} objects are there",
                operation.id(),
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
        operation.progress(known -> known.more(0, more));
        operation.keepProgress();
        observer.resolved(units);
    }

    @Override
    public void unitStarted(Step step, String object) {
        operation.progress(known -> known.at(database + ": " + step.id() + ": " + object));
        observer.unitStarted(step, object);
    }

    @Override
    public void unitsDone(int count) {
        events.incrementAndGet();
        done += count;
        operation.progress(known -> known.more(count, 0));
        operation.keepProgressNowAndThen();
        observer.unitsDone(count);
    }

    @Override
    public void changed() {
        lasting++;
        goesOnAgain();
        events.incrementAndGet();
        operation.update(database, DatabaseResult::touched);
        observer.changed();
    }

    @Override
    public void stepDone(Step step, Duration duration) {
        lasting++;
        goesOnAgain();
        events.incrementAndGet();
        operation.applied(database, step, duration);
        observer.stepDone(step, duration);
    }
}
