package dev.dbsync.agent.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Compares canonical schemas and says what is missing and what is too much. */
public final class SchemaAssert {

    private static final int LINES_SHOWN = 60;

    private SchemaAssert() {}

    /** Fails, with a line for each fact that differs, unless both hold the same facts. */
    public static void assertSchema(List<String> actual, List<String> expected) {
        List<String> differences = new ArrayList<>();
        minus(expected, actual).forEach(line -> differences.add("missing:    " + line));
        minus(actual, expected).forEach(line -> differences.add("unexpected: " + line));
        if (!differences.isEmpty()) {
            throw new AssertionError(message(differences));
        }
    }

    private static List<String> minus(Collection<String> from, Collection<String> what) {
        List<String> rest = new ArrayList<>(from);
        what.forEach(rest::remove);
        return rest;
    }

    private static String message(List<String> differences) {
        List<String> sorted = differences.stream()
                .sorted((left, right) -> left.substring(12).compareTo(right.substring(12)))
                .limit(LINES_SHOWN)
                .toList();
        String rest = differences.size() > LINES_SHOWN ? "\n… and " + (differences.size() - LINES_SHOWN) : "";
        return "the schema differs in %d facts:%n%s%s"
                .formatted(differences.size(), String.join(System.lineSeparator(), sorted), rest);
    }
}
