package dev.dbsync.agent.testing;

/** A short wait between two looks at something that happens elsewhere. */
final class Pause {

    private Pause() {}

    static void briefly() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
