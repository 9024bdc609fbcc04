package dev.dbsync.agent.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbered history that came before a catalogue's first revision.
 *
 * <p>A track is retired when its steps are gone from the catalogue: a database at {@code last} is still stamped and
 * upgraded, one below it has to go through an older release first.
 *
 * @param repository the value of {@code repository_id} in {@code migrate_version}
 * @param before the version that a database has before the first step; the same as {@code last} in a retired track
 * @param last the version after the last step
 * @param steps the steps in order, one for each version from {@code before + 1} to {@code last}; empty when retired
 * @param olderRelease the release that brings an older database to {@code before}, for remedies; null where unknown
 */
public record LegacyTrack(
        String repository, int before, int last, List<LegacyStep> steps, @Nullable String olderRelease) {
    public LegacyTrack {
        steps = List.copyOf(steps);
        if (before + steps.size() != last) {
            throw new IllegalArgumentException("legacy steps " + (before + 1) + " to " + last
                    + " expected, but there are " + steps.size() + " steps");
        }
    }

    /** Whether a database at this version can be brought forward by this catalogue. */
    public boolean covers(int version) {
        return version >= before && version <= last;
    }

    /** The steps that a database at this version has yet to see; the version is one that the track {@link #covers}. */
    public List<LegacyStep> after(int version) {
        return steps.subList(version - before, steps.size());
    }
}
