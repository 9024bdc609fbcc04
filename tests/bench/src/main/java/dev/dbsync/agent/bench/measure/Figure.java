package dev.dbsync.agent.bench.measure;

/**
 * A measured value: the median of its samples, and how far they lie apart.
 *
 * @param spread what is told beside the median
 */
public record Figure(Samples samples, Unit unit, Spread spread) {

    /** What is told beside the median. */
    public enum Spread {
        /** The lowest and the highest, where there was more than one round. */
        RANGE,
        /** What 99 of 100 calls did not exceed. */
        TAIL
    }

    /** Rounds that took so many seconds. */
    public static Figure seconds(Samples samples) {
        return new Figure(samples, Unit.SECONDS, Spread.RANGE);
    }

    /** Calls, a thousand and more, that took so many seconds each. */
    public static Figure calls(Samples samples) {
        return new Figure(samples, Unit.SECONDS, Spread.TAIL);
    }

    public static Figure mebibytes(Samples samples) {
        return new Figure(samples, Unit.MEBIBYTES, Spread.RANGE);
    }

    public static Figure perSecond(Samples samples) {
        return new Figure(samples, Unit.PER_SECOND, Spread.RANGE);
    }

    public double median() {
        return samples.median();
    }

    /** As it stands in a table: {@code 412 ms (390 ms to 440 ms)}. */
    public String text() {
        return unit.text(median()) + aside();
    }

    private String aside() {
        return switch (spread) {
            case RANGE ->
                samples.count() == 1
                        ? ""
                        : " (%s to %s)".formatted(unit.text(samples.lowest()), unit.text(samples.highest()));
            case TAIL -> " (p99 %s)".formatted(unit.text(samples.quantile(0.99)));
        };
    }
}
