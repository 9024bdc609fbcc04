package dev.dbsync.agent.state;

/**
 * One row of Liquibase's history, in the order of execution.
 *
 * @param id the changeset's id
 * @param path the changeset's file, as stored
 */
public record HistoryRow(String id, String path) {}
