package dev.dbsync.agent.control;

/**
 * What Liquibase's history table says of one changeset, but for when and in which order it was run.
 *
 * @param id the changeset's id
 * @param author its author
 * @param path its file, as Liquibase stores it
 * @param checksum its checksum, with the version prefix ({@code 9:…})
 * @param description Liquibase's summary of its changes
 * @param comments its comment; empty where there is none
 * @param engineVersion the Liquibase version that made the checksum
 */
public record HistoryEntry(
        String id,
        String author,
        String path,
        String checksum,
        String description,
        String comments,
        String engineVersion) {}
