package dev.dbsync.agent.catalog;

import java.util.List;

/**
 * A numbered step of the sqlalchemy-migrate era.
 *
 * @param version the version that the database has after the step
 * @param description what the step is for, in a few words
 * @param files its changelogs, by name within the catalogue; empty for a placeholder that changes nothing
 */
public record LegacyStep(int version, String description, List<String> files) {
    public LegacyStep {
        files = List.copyOf(files);
    }
}
