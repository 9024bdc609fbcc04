package dev.dbsync.agent.database;

/**
 * The queries that read an engine's own catalogue tables, as whole statements. All names come out in lower case; the
 * tables are those of the connection's current schema.
 *
 * @param tables rows of (table, collation)
 * @param columns rows of (table, column, type, nullable, default, generated, collation), in the order of the columns
 * @param indexes rows of (table, index, primary, unique, column), in the order of the index's columns; the primary key is
 *     a row of its own kind
 * @param foreignKeys rows of (table, constraint, column, referenced table, referenced column), in the order of the columns
 */
public record SchemaQueries(String tables, String columns, String indexes, String foreignKeys) {}
