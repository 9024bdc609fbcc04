package dev.dbsync.agent.bench.measure;

import java.util.ArrayList;
import java.util.List;

/** Samples that are still being taken. Not thread-safe. */
public final class Series {
    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    /** Those taken so far. */
    public Samples samples() {
        return new Samples(values);
    }
}
