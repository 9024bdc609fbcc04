package dev.dbsync.agent.chaos;

import java.util.List;
import java.util.stream.IntStream;

/** How much of the tests is run. {@code bin/chaos} asks for the full form by a system property. */
public enum Form {
    /** A few moments of each kind, for every build. */
    SHORT,
    /** Every moment. */
    FULL;

    public static Form asked() {
        return "full".equals(System.getProperty("dbsync.chaos.form")) ? FULL : SHORT;
    }

    /** All of them in the full form; in the short one so many, spread evenly: the middle one, or the first, the last and some between. */
    public <T> List<T> some(List<T> all, int few) {
        return switch (this) {
            case FULL -> all;
            case SHORT -> spread(all, few);
        };
    }

    /** Those of a long list that the part of {@code bin/chaos} which is run has to do: {@code 2/4} is each fourth, from the second on. */
    public static <T> List<T> ofThisPart(List<T> all) {
        String[] part = System.getProperty("dbsync.chaos.part", "1/1").split("/", 2);
        int first = Integer.parseInt(part[0]) - 1;
        int parts = Integer.parseInt(part[1]);
        return IntStream.range(0, all.size())
                .filter(place -> place % parts == first)
                .mapToObj(all::get)
                .toList();
    }

    private static <T> List<T> spread(List<T> all, int few) {
        if (all.size() <= few) {
            return all;
        }
        if (few == 1) {
            return List.of(all.get(all.size() / 2));
        }
        return IntStream.range(0, few)
                .mapToObj(place -> all.get(place * (all.size() - 1) / (few - 1)))
                .toList();
    }
}
