package dev.dbsync.agent.schema;

import java.util.Locale;

/**
 * What a live table is or has beside its columns, indexes and keys, and what no table of a catalogue is or has.
 *
 * @param kind what it is
 * @param name the engine, the row format or the trigger; as stored
 */
public record Trait(Kind kind, String name) {

    /** What a trait is. */
    public enum Kind {
        ENGINE,
        ROW_FORMAT,
        PARTITIONED,
        INHERITED,
        UNLOGGED,
        ROW_SECURITY,
        TRIGGER,
        RULE
    }

    /** A trait, by its kind's name in small letters. */
    static Trait of(String kind, String name) {
        return new Trait(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), name);
    }

    /** The trait as a difference, with what it means. */
    Difference difference(String table) {
        String object = "table " + table;
        return switch (kind) {
            case ENGINE ->
                Difference.different(
                        object,
                        "engine InnoDB",
                        "engine " + name
                                + ", which has neither transactions nor foreign keys, and which Galera copies to no"
                                + " other node");
            case ROW_FORMAT ->
                Difference.different(
                        object,
                        "row format Dynamic",
                        "row format " + name + ", which indexes no more than 767 bytes of a column");
            case PARTITIONED ->
                Difference.different(
                        object, "no partitions", "partitions, which foreign keys and many unique indexes cannot have");
            case INHERITED ->
                Difference.different(object, "rows of its own", "rows of tables that inherit from it as well");
            case UNLOGGED ->
                Difference.different(object, "logged", "unlogged, so that a crash empties it and no standby has it");
            case ROW_SECURITY ->
                Difference.different(
                        object, "all rows for everybody", "row security, which hides rows from others than its owner");
            case TRIGGER ->
                Difference.unexpected(
                        "trigger " + table + "." + name, "a trigger, which runs when a service writes to the table");
            case RULE ->
                Difference.unexpected(
                        "rule " + table + "." + name, "a rule, which changes what a service's statements do");
        };
    }
}
