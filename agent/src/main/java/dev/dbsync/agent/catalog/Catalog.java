package dev.dbsync.agent.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A packaged schema history: one line of revisions from the initial one to head, and the legacy track before it.
 * Immutable. Made by {@link CatalogRules}, which sees to it that the line is one line.
 *
 * @param name {@code service/database}
 * @param versionControl where its databases keep their version
 * @param legacy the numbered history before the first revision; null where there never was one
 * @param revisions revisions, oldest first; never empty
 */
public record Catalog(
        String name, VersionControl versionControl, @Nullable LegacyTrack legacy, List<Revision> revisions) {
    public Catalog {
        revisions = List.copyOf(revisions);
        if (revisions.isEmpty()) {
            throw new IllegalArgumentException("catalogue " + name + " has no revisions");
        }
    }

    /** The revision that holds the whole schema of the last legacy version. */
    public Revision initial() {
        return revisions.get(0);
    }

    /** The newest revision. */
    public Revision head() {
        return revisions.get(revisions.size() - 1);
    }

    public Optional<Revision> find(String id) {
        return revisions.stream().filter(revision -> revision.id().equals(id)).findFirst();
    }

    /** Revisions whose id begins with these characters. */
    public List<Revision> startingWith(String prefix) {
        return revisions.stream()
                .filter(revision -> revision.id().startsWith(prefix))
                .toList();
    }

    /**
     * A revision's place in the line, the initial one at 0.
     *
     * @throws IllegalArgumentException if the catalogue has no such revision
     */
    public int position(String id) {
        return find(id).map(revisions::indexOf)
                .orElseThrow(() -> new IllegalArgumentException("catalogue " + name + " has no revision " + id));
    }

    public Optional<LegacyTrack> legacyTrack() {
        return Optional.ofNullable(legacy);
    }
}
