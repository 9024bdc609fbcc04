package dev.dbsync.agent.server;

import java.time.Duration;
import java.util.Optional;

/**
 * Lets calls in, up to a number at once, until the server stops. A call's place is free for the next when its answer is known;
 * but it has left only when the answer is sent, which a slow client can draw out. Safe for many threads at once.
 */
final class CallGate {
    private final int limit;
    private int working;
    private int inside;
    private Stage stage = Stage.ACCEPTING;

    CallGate(int limit) {
        this.limit = limit;
    }

    /** Asks for a place, and answers why there is none. Whoever is let in must {@link #answer}, and then {@link #leave}. */
    synchronized Optional<Refusal> enter() {
        if (!stage.takesCalls()) {
            return Optional.of(Refusal.DRAINING);
        }
        if (working == limit) {
            return Optional.of(Refusal.BUSY);
        }
        working++;
        inside++;
        return Optional.empty();
    }

    synchronized void answer() {
        working--;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    synchronized Stage stage() {
        return stage;
    }

    synchronized void drain() {
        stage = stage.drained();
    }

    synchronized void stop() {
        stage = Stage.STOPPED;
    }

    /** Waits until everybody has left, and says whether that came to pass in time. */
    synchronized boolean awaitEmpty(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (inside > 0) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
