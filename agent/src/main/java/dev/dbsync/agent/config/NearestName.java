package dev.dbsync.agent.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant by one that does not exist. */
final class NearestName {

    private final Collection<String> names;

    NearestName(Collection<String> names) {
        this.names = names;
    }

    /** {@code did you mean "state_dir"?}, or the names there are if none is near. */
    String suggestionFor(String unknown) {
        return to(unknown)
                .map(name -> "did you mean \"" + name + "\"?")
                .orElseGet(() -> "known are " + String.join(", ", names));
    }

    /** Near is what differs in half of its characters at most, and in no more than three. */
    Optional<String> to(String unknown) {
        String lowered = unknown.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(lowered, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(lowered, name.toLowerCase(Locale.ROOT)) <= Math.min(3, name.length() / 2));
    }

    /** Levenshtein's, one row at a time. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= left.length(); line++) {
            row = nextRow(row, left.charAt(line - 1), line, right);
        }
        return row[right.length()];
    }

    private static int[] nextRow(int[] above, char character, int line, String right) {
        int[] row = new int[above.length];
        row[0] = line;
        for (int column = 1; column < row.length; column++) {
            int replaced = above[column - 1] + (character == right.charAt(column - 1) ? 0 : 1);
            row[column] = Math.min(replaced, 1 + Math.min(above[column], row[column - 1]));
        }
        return row;
    }
}
