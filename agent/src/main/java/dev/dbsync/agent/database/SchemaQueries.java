package dev.dbsync.agent.database;

import org.jspecify.annotations.Nullable;

/**
 * The queries that read an engine's own catalogue tables, as whole statements. All names come out in lower case; the
 * tables are those of the connection's current schema.
 *
 * @param tables rows of (table, collation)
 * @param columns rows of (table, column, type, nullable, default, generated, collation), in the order of the columns
 * @param indexes rows of (table, index, primary, unique, column), in the order of the index's columns; the primary key is
 *     a row of its own kind
 * @param foreignKeys rows of (table, constraint, column, referenced table, referenced column), in the order of the columns
 * @param surroundings null where there is no more to ask
 */
public record SchemaQueries(
        String tables, String columns, String indexes, String foreignKeys, @Nullable Surroundings surroundings) {

    /**
     * What is beside tables, columns and keys.
     *
     * @param traits rows of (table, kind, name), as {@link dev.dbsync.agent.schema.Trait} has them
     * @param others rows of (name, what it is)
     * @param dependents rows of (table, column or null, what needs it)
     * @param collation one row: the collation of a new table, or null
     */
    public record Surroundings(String traits, String others, String dependents, String collation) {}
}
