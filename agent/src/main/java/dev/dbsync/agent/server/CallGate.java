package dev.dbsync.agent.server;

import java.time.Duration;

/**
 * Lets calls in, up to a number at once, until it is closed. A call's place is free for the next when its answer is known;
 * but it has left only when the answer is sent, which a slow client can draw out. Safe for many threads at once.
 */
final class CallGate {
    /** What became of a wish to enter. */
    enum Entry {
        ADMITTED,
        FULL,
        CLOSED
    }

    private final int limit;
    private int working;
    private int inside;
    private boolean closed;

    CallGate(int limit) {
        this.limit = limit;
    }

    /** Asks for a place; whoever is admitted must {@link #answer}, and then {@link #leave}. */
    synchronized Entry enter() {
        if (closed) {
            return Entry.CLOSED;
        }
        if (working == limit) {
            return Entry.FULL;
        }
        working++;
        inside++;
        return Entry.ADMITTED;
    }

    synchronized void answer() {
        working--;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Lets nobody in any more. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
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
