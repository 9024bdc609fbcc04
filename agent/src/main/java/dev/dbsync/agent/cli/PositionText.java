package dev.dbsync.agent.cli;

import dev.dbsync.agent.state.Position;
import org.jspecify.annotations.Nullable;

/** A place in a schema's history, in words. */
final class PositionText {
    /** Where a database without any history stands. */
    static final String NOTHING = "nothing";

    private PositionText() {}

    static String of(@Nullable Position position) {
        return position == null ? NOTHING : of(position.legacyVersion(), position.revision(), NOTHING);
    }

    /** The revision, which has the last word where there is one, else the legacy version, else {@code nothing}. */
    static String of(@Nullable Integer legacyVersion, @Nullable String revision, String nothing) {
        if (revision != null) {
            return revision;
        }
        return legacyVersion == null ? nothing : "legacy " + legacyVersion;
    }
}
