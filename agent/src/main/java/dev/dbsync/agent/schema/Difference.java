package dev.dbsync.agent.schema;

import org.jspecify.annotations.Nullable;

/**
 * One place where a live schema is not what it should be.
 *
 * @param object the object, such as {@code index instances.uuid}
 * @param kind how it differs
 * @param expected what it should be; null where it should not be there
 * @param found what it is; null where it is missing
 */
public record Difference(String object, Kind kind, @Nullable String expected, @Nullable String found) {

    /** How an object can differ. */
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

    /** The difference in a sentence. */
    public String describe() {
        return switch (kind) {
            case MISSING -> object + " is missing; expected " + expected + ".";
            case UNEXPECTED -> object + " is not expected; found " + found + ".";
            case DIFFERENT -> object + " is different: expected " + expected + ", found " + found + ".";
        };
    }
}
