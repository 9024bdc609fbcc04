package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.execution.StepFailedException;
import dev.dbsync.agent.execution.TableQueue;
import dev.dbsync.agent.planning.Goal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sync of one database, from its first connection to its end. It is a row of attempts that outlives connections: where one
 * breaks, the next takes a new connection, makes sure of its lock, finds out what became of a commit that was not answered,
 * and plans anew; what was done is found done. What is to be reached is settled once, under the first lock. Not thread-safe,
 * but for what its watch does.
 *
 * <pre>
 * look ─▶ connect ─▶ lock ─▶ settle the goal ─▶ plan ─▶ execute ─▶ release
 *  │         ▲        ▲                            │ connection lost, statement collided
 *  │         │      resume                         │
 *  │         └────────┴────────────────────────────┘ for {@link #PATIENCE} without progress at most
 *  └─▶ nothing to do, nobody at work
 * </pre>
 */
final class SyncRun implements AutoCloseable {
    /** How long a server may be away, or statements collide, without anything getting done in between. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How often to look again where the schema moved between a look and the statement that it was for. */
    private static final int LOOKS = 3;

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Between two tries to get a table, beside the pause, so that several syncs do not try in step. */
    private static final Duration JITTER = Duration.ofMillis(300);

    private static final Logger LOG = LoggerFactory.getLogger(SyncRun.class);

    private final RunningOperation operation;
    private final ManagedDatabase database;
    private final SyncReport report;
    private final LockedSession session;
    private Goal goal;
    private boolean settled;
    private Outcome.@Nullable Broken firstBreak;
    private long eventsAtBreak;
    private int overtakings;
    private final TableQueue queue = new TableQueue();
    private @Nullable Instant busySince;
    private long lastingAtBusy;

    SyncRun(
            RunningOperation operation,
            ManagedDatabase database,
            LockHolder owner,
            Executor executor,
            OperationObserver observer) {
        this.operation = operation;
        this.database = database;
        this.report = new SyncReport(operation, database.name(), observer.sync(database));
        this.session = new LockedSession(operation, database, owner, executor, report);
        this.goal = operation.request().goal(database.catalog());
    }

    /** Synchronises: attempt after attempt, until one has an end or no other is worth making. */
    Outcome.End run() {
        Outcome outcome = Outcome.of(this::attempt);
        while (outcome instanceof Outcome.Broken broken) {
            outcome = endOf(broken).orElseGet(() -> Outcome.of(this::attempt));
        }
        if (!(outcome instanceof Outcome.Done)) {
            session.unanswered().admit(report);
        }
        report.stood(queue.stood());
        return (Outcome.End) outcome;
    }

    private Outcome attempt() throws SQLException, StepFailedException, UnreachableException, InterruptedException {
        Optional<Outcome> ended = ready();
        return ended.isPresent() ? ended.get() : work(session.connection(), session.lock());
    }

    /** The lock, with a connection; or why there is none, such as that there is nothing to do. */
    private Optional<Outcome> ready() throws SQLException, UnreachableException, InterruptedException {
        Optional<Outcome> ended = session.isNew() ? nothingToDo() : Optional.empty();
        if (ended.isPresent()) {
            return ended;
        }
        Optional<Outcome> refused = session.open();
        if (refused.isEmpty()) {
            operation.firstLock().taken(this);
        }
        return refused;
    }

    private Optional<Outcome> nothingToDo() throws SQLException, UnreachableException {
        Optional<Planned> planned = session.reach(new FirstLook(database, goal)::nothingToDo);
        planned.ifPresent(report::planned);
        return planned.map(Outcome.Done::new);
    }

    /** What the lock is for. */
    private Outcome work(Connection working, HeldLock held) throws SQLException, StepFailedException {
        DatabasePipeline pipeline = database.pipeline();
        Sighting seen = pipeline.look(working);
        if (!settled) {
            goal = goal.settled(seen.state(), database.catalog());
            settled = true;
        }
        Planned planned = database.held(
                pipeline.plan(working, seen, goal), operation.request().hold());
        if (operation.request().differs(planned)) {
            List<String> steps =
                    planned.steps().stream().map(step -> step.step().id()).toList();
            return new Outcome.Failed(Failures.planChanged(database.name(), Failures.would(steps, planned.to())));
        }
        report.planned(planned);
        return pipeline.execute(working, held.fence(), seen, planned, queue, report)
                ? new Outcome.Done(planned)
                : operation.stopped();
    }

    /** What a break ends the sync with; empty where another attempt may fare better. */
    private Optional<Outcome> endOf(Outcome.Broken broken) {
        session.unanswered().note(broken);
        if (broken.leaseLost()) {
            report.fenced();
            return Optional.of(new Outcome.Interrupted(Failures.leaseLost()));
        }
        if (operation.stopping() && session.waiting()) {
            return Optional.of(operation.stopped());
        }
        if (broken.busy()) {
            return awaitTables((StepFailedException) broken.thrown());
        }
        Outcome.Broken first = firstSinceProgress(broken);
        if (!worthAnother(broken, first) || !pause(PAUSE)) {
            first.addSuppressed(broken);
            return Optional.of(first.end(database));
        }
        if (broken.lost() || session.waiting()) {
            session.drop();
        }
        return Optional.empty();
    }

    private boolean worthAnother(Outcome.Broken broken, Outcome.Broken first) {
        return broken.overtaken()
                ? ++overtakings <= LOOKS
                : broken.passing() && broken.nanos() - first.nanos() <= PATIENCE.toNanos();
    }

    /** The first of the breaks between which nothing got done: the one that an operator wants to hear of. */
    private Outcome.Broken firstSinceProgress(Outcome.Broken broken) {
        if (firstBreak == null || report.events() != eventsAtBreak) {
            LOG.warn(
                    "Operation {}: {}: {}",
                    operation.id(),
                    database.name(),
                    Failures.explain(database, broken.cause()));
            firstBreak = broken;
            overtakings = 0;
            eventsAtBreak = report.events();
        }
        return firstBreak;
    }

    /** Others use a table: all that was held is let go of, and it is tried again, for as long as that is worth it. */
    private Optional<Outcome> awaitTables(StepFailedException busy) {
        if (busySince == null || report.lasting() != lastingAtBusy) {
            busySince = Instant.now();
            lastingAtBusy = report.lasting();
        }
        String object = queue.tables().isEmpty() ? busy.object() : String.join(", ", new TreeSet<>(queue.tables()));
        Waiting waiting = new Waiting(Waiting.Kind.TABLE, database.name(), object, busySince, queue.users());
        report.waits(waiting);
        if (Duration.between(busySince, Instant.now())
                        .compareTo(database.settings().busyWait())
                >= 0) {
            return Optional.of(new Outcome.Failed(Failures.tableBusy(
                    busy.stepId(), waiting, database.settings().busyWait(), done())));
        }
        Duration jitter = Duration.ofMillis(ThreadLocalRandom.current().nextLong(JITTER.toMillis()));
        return pause(PAUSE.plus(jitter)) ? Optional.empty() : Optional.of(operation.stopped());
    }

    private String done() {
        return operation
                .snapshot()
                .result(database.name())
                .map(DatabaseResult::done)
                .orElse("");
    }

    private boolean pause(Duration length) {
        try {
            return operation.rest(length);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The work has ended, and the lock is kept. */
    void keepLock() {
        session.keep();
    }

    @Override
    public void close() {
        session.close();
    }
}
