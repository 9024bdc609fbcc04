package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Passes on what it hears to those who listen, and counts it: as long as the count grows, a sync gets on. Thread-safe if the
 * others are.
 */
final class CountingListener implements SyncListener {
    private final List<SyncListener> listeners;
    private final AtomicLong events = new AtomicLong();

    CountingListener(List<SyncListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    long events() {
        return events.get();
    }

    private void count(Consumer<SyncListener> event) {
        events.incrementAndGet();
        listeners.forEach(event);
    }

    @Override
    public boolean goesOn() {
        return listeners.stream().allMatch(SyncListener::goesOn);
    }

    @Override
    public void resolved(int units) {
        listeners.forEach(listener -> listener.resolved(units));
    }

    @Override
    public void unitStarted(Step step, String object) {
        listeners.forEach(listener -> listener.unitStarted(step, object));
    }

    @Override
    public void unitsDone(int count) {
        count(listener -> listener.unitsDone(count));
    }

    @Override
    public void changed() {
        count(listener -> listener.changed());
    }

    @Override
    public void stepDone(Step step, Duration duration) {
        count(listener -> listener.stepDone(step, duration));
    }

    @Override
    public void locked(Duration waited, boolean takenOver) {
        count(listener -> listener.locked(waited, takenOver));
    }

    @Override
    public void planned(Planned planned) {
        listeners.forEach(listener -> listener.planned(planned));
    }

    @Override
    public void reconnected() {
        listeners.forEach(listener -> listener.reconnected());
    }

    @Override
    public void fenced() {
        listeners.forEach(listener -> listener.fenced());
    }
}
