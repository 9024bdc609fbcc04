package dev.dbsync.agent.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A packaged schema history: one line of revisions from the initial one on, and the legacy track before it. It may be that
 * of one release: then {@link #head} is where that release stops, and the revisions beyond are known, but no way to go.
 * Immutable. Made by {@link CatalogRules}, which sees to it that the line is one line.
 *
 * @param name {@code service/database}
 * @param versionControl where its databases keep their version
 * @param legacy the numbered history before the first revision; null where there never was one
 * @param revisions revisions, oldest first; never empty
 * @param releases releases of the service, oldest first; empty where none are listed
 * @param others revisions that databases of others record, by whose they are: a wrong address leads to them
 * @param readiness what to ask its databases before and after an upgrade
 * @param release the release that is served; null for all that there is
 */
public record Catalog(
        String name,
        VersionControl versionControl,
        @Nullable LegacyTrack legacy,
        List<Revision> revisions,
        List<Release> releases,
        Map<String, List<String>> others,
        List<ReadinessCheck> readiness,
        @Nullable Release release) {
    public Catalog {
        others = Map.copyOf(others);
        readiness = List.copyOf(readiness);
        revisions = List.copyOf(revisions);
        releases = List.copyOf(releases);
        if (revisions.isEmpty()) {
            throw new IllegalArgumentException("catalogue " + name + " has no revisions");
        }
        if (release != null && (release.head() == null || !releases.contains(release))) {
            throw new IllegalArgumentException("catalogue " + name + " cannot serve release " + release.label());
        }
    }

    /** A catalogue that lists no releases. */
    public Catalog(String name, VersionControl versionControl, @Nullable LegacyTrack legacy, List<Revision> revisions) {
        this(name, versionControl, legacy, revisions, List.of(), Map.of(), List.of(), null);
    }

    /**
     * The same catalogue for databases of one release.
     *
     * @param served one of its releases, with a head; null for no bound but the last revision
     */
    public Catalog at(@Nullable Release served) {
        return new Catalog(name, versionControl, legacy, revisions, releases, others, readiness, served);
    }

    /** The revision that holds the whole schema of the last legacy version. */
    public Revision initial() {
        return revisions.get(0);
    }

    /** Where databases are to go: the last revision of the release, or of all. */
    public Revision head() {
        return release == null || release.head() == null
                ? newest()
                : find(release.head()).orElseThrow();
    }

    /** The last revision that is known, whatever the release. */
    public Revision newest() {
        return revisions.get(revisions.size() - 1);
    }

    /** Whether a revision that is known comes after {@link #head}. */
    public boolean isBeyondRelease(String id) {
        return position(id) > position(head().id());
    }

    public Optional<Revision> find(String id) {
        return revisions.stream().filter(revision -> revision.id().equals(id)).findFirst();
    }

    /** Whose revision this is, where it is none of this catalogue's: {@code nova/api}. */
    public Optional<String> ownerOf(String id) {
        return others.entrySet().stream()
                .filter(owned -> owned.getValue().contains(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The release of a series or name, in any case. */
    public Optional<Release> findRelease(String text) {
        return releases.stream().filter(known -> known.isCalled(text)).findFirst();
    }

    /** The releases that can be served, oldest first: those whose own tool stops at a revision. */
    public List<Release> usableReleases() {
        return releases.stream().filter(known -> known.head() != null).toList();
    }

    /** The releases whose own tool stops at a revision. */
    public List<Release> releasesAt(String id) {
        return releases.stream().filter(known -> id.equals(known.head())).toList();
    }

    /** The releases whose own tool stops at a legacy version, and knew no revisions. */
    public List<Release> releasesAtLegacy(int version) {
        return releases.stream()
                .filter(known -> known.head() == null && known.legacy() != null && known.legacy() == version)
                .toList();
    }

    /** The releases that can be served, in words. */
    public String describeReleases() {
        return usableReleases().stream().map(Release::label).collect(Collectors.joining(", "));
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
