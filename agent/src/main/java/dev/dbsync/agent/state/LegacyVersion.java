package dev.dbsync.agent.state;

import dev.dbsync.agent.catalog.LegacyTrack;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The version that {@code migrate_version} holds for a catalogue's repository.
 *
 * @param version the version; null where the table has no row of this repository
 * @param contradiction what is wrong with the rows, if anything
 */
record LegacyVersion(@Nullable Integer version, Optional<Problem> contradiction) {

    static LegacyVersion of(@Nullable List<LegacyRow> rows, @Nullable LegacyTrack track) {
        if (rows == null || rows.isEmpty() || track == null) {
            return new LegacyVersion(null, Optional.empty());
        }
        List<LegacyRow> own = rows.stream()
                .filter(row -> row.repository().equals(track.repository()))
                .toList();
        if (own.size() == 1 && own.get(0).version() != null) {
            return new LegacyVersion(own.get(0).version(), Optional.empty());
        }
        Problem problem = own.isEmpty() ? Problems.foreignRepository(rows, track) : Problems.unusableRow(own, track);
        return new LegacyVersion(null, Optional.of(problem));
    }
}
