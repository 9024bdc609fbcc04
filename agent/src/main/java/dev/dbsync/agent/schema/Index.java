package dev.dbsync.agent.schema;

import java.util.List;

/**
 * An index or a unique constraint. Engines keep the two in one name space (MariaDB), or in nearly one (PostgreSQL, H2),
 * and both hold the same rows to the same rule, so one record serves.
 *
 * @param name lower-case name
 * @param unique whether equal keys are refused
 * @param columns the columns in order, each lower-case, with a key prefix as {@code name(100)} where there is one
 */
public record Index(String name, boolean unique, List<String> columns) {
    public Index {
        columns = List.copyOf(columns);
    }

    /** How the index reads in a message: {@code unique (host, deleted)}. */
    public String describe() {
        return (unique ? "unique (" : "(") + String.join(", ", columns) + ")";
    }
}
