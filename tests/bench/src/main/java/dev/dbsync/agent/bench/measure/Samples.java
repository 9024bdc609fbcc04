package dev.dbsync.agent.bench.measure;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured in several rounds, or calls.
 *
 * @param values in their order, at least one
 */
public record Samples(List<Double> values) {
    public Samples {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("values: there are none; measure at least one round");
        }
    }

    public static Samples of(double value) {
        return new Samples(List.of(value));
    }

    public double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The smallest value that this share of the values does not exceed; {@code 0.99} is the 99th percentile. */
    public double quantile(double share) {
        List<Double> sorted = sorted();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    public double lowest() {
        return sorted().get(0);
    }

    public double highest() {
        return sorted().get(values.size() - 1);
    }

    public int count() {
        return values.size();
    }

    /** These and those. */
    public Samples and(Samples others) {
        return new Samples(
                Stream.concat(values.stream(), others.values.stream()).toList());
    }

    private List<Double> sorted() {
        return values.stream().sorted().toList();
    }
}
