package dev.dbsync.agent.state;

import dev.dbsync.agent.vocabulary.Description;
import org.jspecify.annotations.Nullable;

/** Where a database stands, as its control tables say. */
@Description("A place in a schema's history.")
public record Position(
        @Description("The legacy version that is recorded.") @Nullable Integer legacyVersion,
        @Description("The revision that is recorded.") @Nullable String revision) {
    /** No version of either kind. */
    public static final Position NOWHERE = new Position(null, null);
}
