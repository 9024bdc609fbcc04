package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Release;
import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.execution.Effect;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One database, with what is needed to work on it.
 *
 * @param name the name of its configuration section, for a cell's database with the cell's name behind a slash
 * @param pipeline the pipeline of its catalogue
 * @param source where connections to it come from
 * @param settings how it is synchronised
 */
public record ManagedDatabase(String name, DatabasePipeline pipeline, ConnectionSource source, SyncSettings settings) {

    public Catalog catalog() {
        return pipeline.catalog();
    }

    /** The release that its services run; null where its catalogue lists none. */
    public @Nullable Release release() {
        return catalog().release();
    }

    /** A plan up to the first step that has one of these effects, refused where the section does not let drift pass. */
    Planned held(Planned planned, Set<Effect> hold) {
        return (settings.refusesDrift() ? planned.refusingDrift() : planned).heldBefore(hold);
    }

    /** Whether it is a cell that is left alone unless a canary succeeds. */
    boolean follows(ManagedDatabase canary) {
        return canary.settings.canary() && stage() > canary.stage() && section().equals(canary.section());
    }

    private String section() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    /** Gets what a sync needs ready, as far as that can be had without a connection. */
    void prepare() {
        source.engine().ifPresent(pipeline::prepare);
    }

    /** Which databases come before which: a service's api database before main ones, and those before cells, canaries first. */
    int stage() {
        if (catalog().name().endsWith("/api")) {
            return 0;
        }
        if (name.indexOf('/') < 0) {
            return 1;
        }
        return settings.canary() ? 2 : 3;
    }
}
