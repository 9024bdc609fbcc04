package dev.dbsync.agent.rpc;

import org.jspecify.annotations.Nullable;

@Description("A place in a schema's history.")
public record Position(
        @Description("The legacy version that is recorded.") @Nullable Integer legacyVersion,
        @Description("The revision that is recorded.") @Nullable String revision) {

    /** Where a database without any history stands. */
    public static final Position NOWHERE = new Position(null, null);
}
