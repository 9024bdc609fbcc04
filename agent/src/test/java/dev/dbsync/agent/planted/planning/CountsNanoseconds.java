package dev.dbsync.agent.planted.planning;

final class CountsNanoseconds {
    private CountsNanoseconds() {}

    static long count() {
        return System.nanoTime();
    }
}
