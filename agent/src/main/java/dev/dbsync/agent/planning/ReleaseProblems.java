package dev.dbsync.agent.planning;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Release;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.util.Objects;

/** The words for requests that do not go with a catalogue's releases. */
final class ReleaseProblems {
    private ReleaseProblems() {}

    /** A revision that comes after the served release's head. */
    static Problem beyond(Revision revision, Catalog catalog) {
        String first = catalog.usableReleases().stream()
                .filter(release ->
                        catalog.position(Objects.requireNonNull(release.head())) >= catalog.position(revision.id()))
                .findFirst()
                .map(Release::id)
                .orElse(Release.NEWEST);
        return new Problem(
                ProblemType.BEYOND_RELEASE,
                "Revision " + revision.id() + " lies beyond " + served(catalog) + ", which the database serves.",
                "In catalogue " + catalog.name() + " that release ends at "
                        + catalog.head().id() + "; services of the release break on what comes after.",
                "If the services run a later release by now, set release = " + first
                        + " in the database's section and reload the agent; else ask for head.");
    }

    /** A release whose own tool knew legacy versions alone. */
    static Problem withoutRevisions(Release release, Catalog catalog) {
        return new Problem(
                ProblemType.UNKNOWN_REVISION,
                "Release " + release.label() + " has no revision to go to.",
                "Its own tool ended at legacy version " + release.legacy() + ", and no sync ends at one.",
                "Ask for one of " + catalog.describeReleases() + ".");
    }

    static String served(Catalog catalog) {
        Release release = catalog.release();
        return release == null ? "head" : "release " + release.label();
    }
}
