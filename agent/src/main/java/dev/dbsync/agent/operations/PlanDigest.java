package dev.dbsync.agent.operations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A name for what a plan does, by which it can be approved. It lists the transitions of the plan's databases, each once: so
 * fifty cells that are alike need one approval, and one that was brought there meanwhile needs none.
 */
public final class PlanDigest {
    /** Of a plan that has nothing to do. */
    static final String NOTHING = "nothing";

    private static final String BETWEEN = ".";

    /** Half of the hash: 128 bits. */
    private static final int LENGTH = 16;

    private PlanDigest() {}

    /** The digest of these plans. */
    public static String of(List<DatabasePlan> plans) {
        String transitions = plans.stream()
                .filter(DatabasePlan::changes)
                .map(DatabasePlan::digest)
                .distinct()
                .sorted()
                .collect(Collectors.joining(BETWEEN));
        return transitions.isEmpty() ? NOTHING : transitions;
    }

    /** Whether what a plan would do to one database is in a digest. */
    static boolean covers(String digest, String transition) {
        return List.of(digest.split("\\" + BETWEEN)).contains(transition);
    }

    /** A hash of words that tells where one ends and the next begins. */
    static String hash(List<String> words) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String word : words) {
                byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), LENGTH));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java has SHA-256", impossible);
        }
    }
}
