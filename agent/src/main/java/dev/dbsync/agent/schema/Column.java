package dev.dbsync.agent.schema;

import org.jspecify.annotations.Nullable;

/**
 * One column of a table.
 *
 * @param name lower-case name
 * @param type the type in the engine's own normal form, as its catalogue tables print it
 * @param nullable whether the column takes nulls
 * @param defaultValue the default as the engine's catalogue tables print it; null where there is none, or where the
 *     value comes from a sequence
 * @param generated whether the engine numbers new rows by itself (auto-increment, serial)
 * @param collation collation of a text column; null where the engine has none, or where it is the table's own
 */
public record Column(
        String name,
        String type,
        boolean nullable,
        @Nullable String defaultValue,
        boolean generated,
        @Nullable String collation) {

    /** How the column reads in a message: {@code varchar(36) not null}. */
    public String describe() {
        StringBuilder text = new StringBuilder(type);
        if (collation != null) {
            text.append(' ').append(collation);
        }
        if (!nullable) {
            text.append(" not null");
        }
        if (defaultValue != null) {
            text.append(" default ").append(defaultValue);
        }
        if (generated) {
            text.append(" generated");
        }
        return text.toString();
    }

    /** The same column under another collation. */
    public Column withCollation(@Nullable String other) {
        return new Column(name, type, nullable, defaultValue, generated, other);
    }

    /**
     * Whether both describe the same column. A collation counts only where both sides know it: a catalogue leaves it
     * out where it is the database's default.
     */
    public boolean matches(Column other) {
        return withCollation(null).equals(other.withCollation(null))
                && (collation == null || other.collation == null || collation.equals(other.collation));
    }
}
