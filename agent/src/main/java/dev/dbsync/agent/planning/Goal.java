package dev.dbsync.agent.planning;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.state.DatabaseState;
import org.jspecify.annotations.Nullable;

/**
 * What a sync of one database is to reach.
 *
 * @param target how far it wants to go
 * @param adopted the revision to stamp on a database without version control; null for none
 */
public record Goal(Target target, @Nullable Revision adopted) {

    /** What a sync would do from a state. */
    public Plan plan(DatabaseState state, Catalog catalog) {
        return Planner.plan(state, catalog, target, adopted);
    }

    /**
     * The same goal as a named revision, counted from a state. A sync settles its goal once, where the database stood when its
     * lock was first held: {@code +2} is two revisions in all, however often the sync has to begin anew.
     */
    public Goal settled(DatabaseState state, Catalog catalog) {
        String revision = plan(state, catalog).to();
        // Head is settled as it is; named, that of a database beyond its release would be out of bounds.
        return target instanceof Target.Relative && revision != null
                ? new Goal(new Target.Named(revision), adopted)
                : this;
    }
}
