package dev.dbsync.agent.schema;

import dev.dbsync.agent.vocabulary.Description;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One place where a live schema is not what it should be. */
@Description(name = "SchemaDifference", value = "One place where a live schema is not what it should be.")
public record Difference(
        @Description("The object, such as `index instances.uuid`.") String object,
        @Description("How it differs.") Kind kind,
        @Description("What it should be; null when it should not be there.") @Nullable String expected,
        @Description("What it is; null when it is missing.") @Nullable String found) {

    private static final int SHOWN = 3;

    /** How an object can differ. */
    @Description(name = "DifferenceKind", value = "How an object of a schema differs from what it should be.")
    public enum Kind {
        /** It should be there, and is not. */
        MISSING,
        /** It is there, and should not be. */
        UNEXPECTED,
        /** It is there, but otherwise. */
        DIFFERENT
    }

    public static Difference missing(String object, String expected) {
        return new Difference(object, Kind.MISSING, expected, null);
    }

    public static Difference unexpected(String object, String found) {
        return new Difference(object, Kind.UNEXPECTED, null, found);
    }

    public static Difference different(String object, String expected, String found) {
        return new Difference(object, Kind.DIFFERENT, expected, found);
    }

    /** The first of several, in sentences, and how many more there are. */
    public static String describe(List<Difference> differences) {
        int more = differences.size() - SHOWN;
        return differences.stream().limit(SHOWN).map(Difference::describe).collect(Collectors.joining(" "))
                + (more > 0 ? " And " + more + " more." : "");
    }

    /** The difference in a sentence. */
    public String describe() {
        return switch (kind) {
            case MISSING -> object + " is missing; expected " + expected + ".";
            case UNEXPECTED -> object + " is not expected; found " + found + ".";
            case DIFFERENT -> object + " is different: expected " + expected + ", found " + found + ".";
        };
    }
}
