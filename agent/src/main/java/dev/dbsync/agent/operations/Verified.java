package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.DatabaseState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a live schema compares with what the catalogue says for it.
 *
 * @param state where the database stands
 * @param revision the revision whose schema it should have; null where its state does not tell
 * @param differences where it is not that schema; empty where there is nothing to compare it with
 */
public record Verified(DatabaseState state, @Nullable Revision revision, List<Difference> differences) {
    public Verified {
        differences = List.copyOf(differences);
    }
}
