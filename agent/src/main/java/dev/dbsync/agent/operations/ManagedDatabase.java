package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.LockMode;

/**
 * One configured database.
 *
 * @param name the name of its configuration section
 * @param pipeline the pipeline of its catalogue
 * @param source where connections to it come from
 * @param lock how its syncs keep others away
 */
public record ManagedDatabase(String name, DatabasePipeline pipeline, ConnectionSource source, LockMode lock) {

    public Catalog catalog() {
        return pipeline.catalog();
    }

    /** Which databases come before which: a service's api database before all others, for those are told by it. */
    int stage() {
        return catalog().name().endsWith("/api") ? 0 : 1;
    }
}
