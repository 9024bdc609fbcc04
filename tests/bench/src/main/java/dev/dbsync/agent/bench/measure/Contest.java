package dev.dbsync.agent.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rounds in which contestants take turns, A B A B, so that whatever else the machine does hits all of them. Not thread-safe.
 */
public final class Contest {
    private final List<Contestant> contestants = new ArrayList<>();

    /** {@code calls}: how often it runs when it is its turn. */
    private record Contestant(String name, int warmUps, int rounds, int calls, Trial trial) {}

    /** Adds one that is measured cold. */
    public Contest add(String name, int rounds, Trial trial) {
        return add(name, 0, rounds, trial);
    }

    /**
     * Adds one.
     *
     * @param warmUps how often it runs before the first round
     * @param rounds in how many rounds it takes part, from the first on
     */
    public Contest add(String name, int warmUps, int rounds, Trial trial) {
        contestants.add(new Contestant(name, warmUps, rounds, 1, trial));
        return this;
    }

    /**
     * Adds one that is so quick that it runs many times when it is its turn.
     *
     * @param calls how many times
     */
    public Contest addCalls(String name, int warmUps, int rounds, int calls, Trial trial) {
        contestants.add(new Contestant(name, warmUps, rounds, calls, trial));
        return this;
    }

    /** What each measured. */
    public Results run() throws Exception {
        for (Contestant contestant : contestants) {
            turn(contestant, contestant.warmUps);
        }
        Map<String, List<Double>> measured = new LinkedHashMap<>();
        int rounds = contestants.stream().mapToInt(Contestant::rounds).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            for (Contestant contestant : contestants) {
                if (round < contestant.rounds) {
                    measured.computeIfAbsent(contestant.name, name -> new ArrayList<>())
                            .addAll(turn(contestant, contestant.calls));
                }
            }
        }
        return new Results(measured);
    }

    private static List<Double> turn(Contestant contestant, int calls) throws Exception {
        List<Double> values = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            values.add(contestant.trial.measure());
        }
        return values;
    }

    /** What contestants measured. */
    public static final class Results {
        private final Map<String, List<Double>> measured;

        private Results(Map<String, List<Double>> measured) {
            this.measured = measured;
        }

        /** Whether one took part in a round. */
        public boolean has(String name) {
            return measured.containsKey(name);
        }

        /** What one measured, by its name. */
        public Samples of(String name) {
            return new Samples(measured.getOrDefault(name, List.of()));
        }
    }
}
