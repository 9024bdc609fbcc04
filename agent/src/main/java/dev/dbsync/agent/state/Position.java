package dev.dbsync.agent.state;

import org.jspecify.annotations.Nullable;

/**
 * Where a database stands, as its control tables say.
 *
 * @param legacyVersion the version in {@code migrate_version}; null where there is none
 * @param revision the revision recorded; null where none is
 */
public record Position(@Nullable Integer legacyVersion, @Nullable String revision) {
    /** No version of either kind. */
    public static final Position NOWHERE = new Position(null, null);
}
