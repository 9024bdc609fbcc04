package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.Step;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Passes on what it hears, and counts it: as long as the count grows, a sync gets on. Thread-safe if the other is. */
final class CountingListener implements SyncListener {
    private final SyncListener listener;
    private final AtomicLong events = new AtomicLong();

    CountingListener(SyncListener listener) {
        this.listener = listener;
    }

    long events() {
        return events.get();
    }

    private SyncListener counted() {
        events.incrementAndGet();
        return listener;
    }

    @Override
    public boolean goesOn() {
        return listener.goesOn();
    }

    @Override
    public void resolved(int units) {
        listener.resolved(units);
    }

    @Override
    public void unitStarted(Step step, String object) {
        listener.unitStarted(step, object);
    }

    @Override
    public void unitsDone(int count) {
        counted().unitsDone(count);
    }

    @Override
    public void changed() {
        counted().changed();
    }

    @Override
    public void stepDone(Step step, Duration duration) {
        counted().stepDone(step, duration);
    }

    @Override
    public void locked(Duration waited, boolean takenOver) {
        counted().locked(waited, takenOver);
    }

    @Override
    public void planned(Planned planned) {
        listener.planned(planned);
    }

    @Override
    public void reconnected() {
        listener.reconnected();
    }

    @Override
    public void fenced() {
        listener.fenced();
    }
}
