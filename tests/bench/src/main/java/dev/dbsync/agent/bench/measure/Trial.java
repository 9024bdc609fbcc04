package dev.dbsync.agent.bench.measure;

/** Something that can be measured again and again. */
@FunctionalInterface
public interface Trial {
    /** Runs once and says what it measured; what it prepares before and checks after does not count. */
    double measure() throws Exception;

    /** How long work takes, in seconds. */
    static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** What takes time. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
