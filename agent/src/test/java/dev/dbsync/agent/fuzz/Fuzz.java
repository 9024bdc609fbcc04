package dev.dbsync.agent.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Mutations of seeds, the same for the same number. Not thread-safe. */
public final class Fuzz {
    private static final byte[] EDGES = {0, 1, 9, 10, 13, 27, 34, 37, 39, 47, 58, 64, 91, 92, 127, -128, -2, -1};

    private final long seed = seed(20261125L);
    private final Random random = new Random(seed);
    private final List<byte[]> seeds;

    /** Begins with these. */
    public Fuzz(List<byte[]> seeds) {
        this.seeds = List.copyOf(seeds);
    }

    /** Begins with these, as UTF-8. */
    public static Fuzz ofTexts(String... texts) {
        return new Fuzz(Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** What a test's random numbers begin with. */
    public static long seed(long usual) {
        return Long.getLong("fuzz.seed", usual);
    }

    /** How many inputs a test tries. */
    public static int count(int usual) {
        return Integer.getInteger("fuzz.count", usual);
    }

    /** What to say of an input with which a property broke. */
    public String told(byte[] input) {
        return "seed " + seed + ": " + Arrays.toString(input);
    }

    /** The next input. */
    public byte[] next() {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        for (int change = random.nextInt(5); change > 0; change--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    /** The next input; what is no UTF-8 in it is replaced. */
    public String nextText() {
        return new String(next(), StandardCharsets.UTF_8);
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int length = Math.min(bytes.length - at, random.nextInt(8));
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> spliced(bytes, at, length, new byte[0]);
            case 2 -> spliced(bytes, at, length, Arrays.copyOfRange(bytes, at / 2, at));
            case 3 -> spliced(bytes, at, Math.min(1, bytes.length - at), new byte[] {(byte) random.nextInt(256)});
            default ->
                spliced(bytes, at, Math.min(1, bytes.length - at), new byte[] {EDGES[random.nextInt(EDGES.length)]});
        };
    }

    private static byte[] spliced(byte[] bytes, int at, int length, byte[] piece) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - length + piece.length);
        System.arraycopy(piece, 0, result, at, piece.length);
        System.arraycopy(bytes, at + length, result, at + piece.length, bytes.length - at - length);
        return result;
    }
}
