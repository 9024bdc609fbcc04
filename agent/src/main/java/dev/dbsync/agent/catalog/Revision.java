package dev.dbsync.agent.catalog;

/**
 * A named step of today's history.
 *
 * @param id the name that the database records, such as {@code 16f1fbcab42b}
 * @param description what the revision is for, in a few words
 * @param file its changelog, by name within the catalogue
 */
public record Revision(String id, String description, String file) {}
