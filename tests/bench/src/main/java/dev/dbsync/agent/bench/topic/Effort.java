package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.database.Engine;
import java.util.List;

/**
 * How much is measured.
 *
 * @param engines on which servers, where a topic is about both
 * @param rounds of what takes a second
 * @param slowRounds of what takes ten or more; 0 leaves out peers that are as slow
 * @param warmUps rounds that do not count, before those of what is measured warm
 * @param calls of a question, in each round
 * @param crowdSeconds how long a crowd calls, in each round
 * @param cells how many databases are brought to head together
 * @param steadyCalls how many questions an agent is asked before its memory is looked at again
 * @param steadySyncs how many syncs, too
 * @param rows of a busy table
 * @param heldSeconds how long a transaction keeps an upgrade from it
 * @param moreServers whether servers are measured that have to be brought here first, where a topic is about them
 * @param tables of the largest synthetic catalogue; the others have a fortieth and a fourth
 */
public record Effort(
        List<Engine> engines,
        int rounds,
        int slowRounds,
        int warmUps,
        int calls,
        int crowdSeconds,
        int cells,
        int steadyCalls,
        int steadySyncs,
        int rows,
        int heldSeconds,
        boolean moreServers,
        int tables) {
    public Effort {
        engines = List.copyOf(engines);
    }

    /** What figures are worth something with. */
    public static Effort full(int rounds) {
        return new Effort(
                Ground.ENGINES, rounds, Math.min(rounds, 3), 3, 400, 10, 50, 100_000, 100, 1_000_000, 20, true, 400);
    }

    /** Once, and little of it: shows that the bench works. */
    public static Effort brief() {
        return new Effort(Ground.ENGINES, 1, 1, 0, 20, 1, 4, 1_000, 4, 20_000, 4, true, 40);
    }

    /** Still less: for tests. */
    public static Effort least(Engine... engines) {
        return new Effort(List.of(engines), 1, 0, 0, 5, 1, 2, 100, 2, 1_000, 2, false, 40);
    }

    /** The sizes of synthetic catalogues, in tables or revisions. */
    List<Integer> sizes() {
        return List.of(tables / 40, tables / 4, tables);
    }
}
