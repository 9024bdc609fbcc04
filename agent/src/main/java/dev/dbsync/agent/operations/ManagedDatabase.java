package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Release;
import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.LockMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One database, with what is needed to work on it.
 *
 * @param name the name of its configuration section, for a cell's database with the cell's name behind a slash
 * @param pipeline the pipeline of its catalogue
 * @param source where connections to it come from
 * @param lock how its syncs keep others away
 * @param busyWait how long a sync waits for tables that others use
 */
public record ManagedDatabase(
        String name, DatabasePipeline pipeline, ConnectionSource source, LockMode lock, Duration busyWait) {

    public Catalog catalog() {
        return pipeline.catalog();
    }

    /** The release that its services run; null where its catalogue lists none. */
    public @Nullable Release release() {
        return catalog().release();
    }

    /** Gets what a sync needs ready, as far as that can be had without a connection. */
    void prepare() {
        source.engine().ifPresent(pipeline::prepare);
    }

    /** Which databases come before which: a service's api database before main ones, and those before cells. */
    int stage() {
        if (catalog().name().endsWith("/api")) {
            return 0;
        }
        return name.indexOf('/') < 0 ? 1 : 2;
    }
}
