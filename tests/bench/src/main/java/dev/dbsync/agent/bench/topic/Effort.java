package dev.dbsync.agent.bench.topic;

/**
 * How much is measured.
 *
 * @param rounds of what takes a second
 * @param slowRounds of what takes ten or more
 * @param warmUps rounds that do not count, before those of what is measured warm
 * @param calls of a question, in each round
 * @param crowdSeconds how long a crowd calls, in each round
 * @param cells how many databases are brought to head together
 * @param steadyCalls how many questions an agent is asked before its memory is looked at again
 * @param steadySyncs how many syncs, too
 * @param tables of the largest synthetic catalogue; the others have a fortieth and a fourth
 */
public record Effort(
        int rounds,
        int slowRounds,
        int warmUps,
        int calls,
        int crowdSeconds,
        int cells,
        int steadyCalls,
        int steadySyncs,
        int tables) {

    /** What figures are worth something with. */
    public static Effort full(int rounds) {
        return new Effort(rounds, Math.min(rounds, 2), 3, 400, 10, 50, 100_000, 100, 400);
    }

    /** Once, and little of it: shows that the bench works. */
    public static Effort brief() {
        return new Effort(1, 1, 0, 20, 1, 4, 1_000, 4, 40);
    }
}
