package dev.dbsync.agent.state;

import org.jspecify.annotations.Nullable;

/**
 * One row of {@code migrate_version}.
 *
 * @param repository {@code repository_id}
 * @param version the version; null where the row holds none
 */
public record LegacyRow(String repository, @Nullable Integer version) {}
