package dev.dbsync.agent.chaos.kill;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of all kills of one kind.
 *
 * @param killed what was killed
 * @param results one for each kill
 */
record KillScore(Object killed, List<KillResult> results) {

    KillScore {
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw new IllegalArgumentException("results must not be empty: nothing was killed of " + killed);
        }
    }

    long finished() {
        return results.stream().filter(KillResult::isFinished).count();
    }

    /** Fails, and tells all, unless each was finished. */
    void assertAllFinished() {
        if (finished() < results.size()) {
            throw new AssertionError(this + "\n"
                    + results.stream()
                            .filter(result -> !result.isFinished())
                            .map(KillResult::toString)
                            .collect(Collectors.joining("\n")));
        }
    }

    @Override
    public String toString() {
        return "%s: %d of %d finished by the next sync".formatted(killed, finished(), results.size());
    }
}
