package dev.dbsync.agent.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of a catalogue's releases: oldest first, none twice, each at a revision that is there, the last at the last. */
final class ReleaseRules {
    private static final Pattern SERIES = Pattern.compile("[0-9]+\\.[0-9]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z_-]*");
    private static final Set<String> TAKEN = Set.of("head", Release.NEWEST);

    private final String file;
    private final List<Release> releases;
    private final List<String> line;
    private final @Nullable LegacyTrack legacy;
    private final List<CatalogProblem> problems;

    /**
     * Checks releases.
     *
     * @param line ids of the catalogue's revisions, oldest first; not empty
     */
    ReleaseRules(CatalogDraft draft, List<Revision> line, @Nullable LegacyTrack legacy, List<CatalogProblem> problems) {
        this.file = draft.file();
        this.releases = draft.releases();
        this.line = line.stream().map(Revision::id).toList();
        this.legacy = legacy;
        this.problems = problems;
    }

    void check() {
        if (releases.isEmpty()) {
            return;
        }
        checkNames();
        releases.forEach(this::checkEnds);
        for (int place = 1; place < releases.size(); place++) {
            checkOrder(releases.get(place - 1), releases.get(place));
        }
        checkNewest(releases.get(releases.size() - 1));
    }

    private void checkNames() {
        Set<String> seen = new HashSet<>(TAKEN);
        line.forEach(id -> seen.add(id.toLowerCase(Locale.ROOT)));
        for (Release release : releases) {
            if (!NAME.matcher(release.name()).matches()) {
                report(release, "has a name that is not a word", "write it with letters, _ and -");
            }
            if (release.series() != null && !SERIES.matcher(release.series()).matches()) {
                report(release, "has a series that is not two numbers", "write it in quotes, such as \"2025.1\"");
            }
            if (!seen.add(release.name().toLowerCase(Locale.ROOT))
                    || (release.series() != null && !seen.add(release.series()))) {
                report(
                        release,
                        "is a name that is taken",
                        "give the release names that no other, no revision and no word such as head has");
            }
        }
    }

    private void checkEnds(Release release) {
        String head = release.head();
        if (head == null && release.legacy() == null) {
            report(release, "ends nowhere", "give its `head`, or its last version as `legacy`");
        }
        if (head != null && !line.contains(head)) {
            report(release, "has the head " + head + ", which is not there", "name one of the catalogue's revisions");
        }
        Integer last = release.legacy();
        if (last != null && (legacy == null || last > legacy.last())) {
            report(release, "ends at legacy " + last + ", which is not there", "name a version of the legacy track");
        }
    }

    private void checkOrder(Release before, Release release) {
        if (release.version() <= before.version()) {
            report(release, "comes after " + before.label(), "write releases oldest first, by their `version`");
        }
        if (goesBack(before, release)) {
            report(release, "stops before " + before.label(), "check the two heads: no release takes revisions back");
        }
        if (before.unreleased()) {
            report(before, "is unreleased, yet another follows", "only the newest may be unreleased");
        }
    }

    private boolean goesBack(Release before, Release release) {
        return (place(before) >= 0 && release.head() == null)
                || (place(release) >= 0 && place(release) < place(before))
                || (release.legacy() != null && (before.legacy() == null || release.legacy() < before.legacy()));
    }

    /** -1 where it has no head, or one that is not there. */
    private int place(Release release) {
        return release.head() == null ? -1 : line.indexOf(release.head());
    }

    private void checkNewest(Release newest) {
        String last = line.get(line.size() - 1);
        int held = place(newest);
        if (newest.head() == null || (held >= 0 && held < line.size() - 1)) {
            problems.add(new CatalogProblem(
                    file,
                    line.get(held + 1),
                    "is held by no release",
                    "declare the release that ends at " + last + ", with `unreleased: true` while it is to come"));
        }
    }

    private void report(Release release, String seen, String remedy) {
        problems.add(new CatalogProblem(file, "release " + release.name(), seen, remedy));
    }
}
