package dev.dbsync.agent.database;

/**
 * What a server says it is.
 *
 * @param product such as {@code PostgreSQL}
 * @param version such as {@code 15.18}
 */
public record ServerVersion(String product, String version) {}
