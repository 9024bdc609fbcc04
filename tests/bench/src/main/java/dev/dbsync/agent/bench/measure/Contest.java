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

    private record Contestant(String name, int warmUps, int rounds, Trial trial) {}

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
        contestants.add(new Contestant(name, warmUps, rounds, trial));
        return this;
    }

    /** What each measured, by its name. */
    public Map<String, Samples> run() throws Exception {
        warmUp();
        Map<String, List<Double>> measured = new LinkedHashMap<>();
        int rounds = contestants.stream().mapToInt(Contestant::rounds).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            for (Contestant contestant : contestants) {
                if (round < contestant.rounds) {
                    measured.computeIfAbsent(contestant.name, name -> new ArrayList<>())
                            .add(contestant.trial.measure());
                }
            }
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        measured.forEach((name, values) -> samples.put(name, new Samples(values)));
        return samples;
    }

    private void warmUp() throws Exception {
        for (Contestant contestant : contestants) {
            for (int round = 0; round < contestant.warmUps; round++) {
                contestant.trial.measure();
            }
        }
    }
}
