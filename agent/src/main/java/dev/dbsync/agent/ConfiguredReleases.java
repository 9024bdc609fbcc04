package dev.dbsync.agent;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Release;
import dev.dbsync.agent.config.ConfigurationProblem;
import dev.dbsync.agent.config.ConfiguredDatabase;
import java.util.List;
import java.util.Optional;

/** Holds the release that a database's section names against its catalogue. */
final class ConfiguredReleases {
    private ConfiguredReleases() {}

    /** The catalogue as far as the database's release goes; empty where the section does not say it well. */
    static Optional<Catalog> served(ConfiguredDatabase database, Catalog catalog) {
        List<Release> usable = catalog.usableReleases();
        String written = database.release();
        if (usable.isEmpty()) {
            return written == null || isNewest(written) ? Optional.of(catalog) : Optional.empty();
        }
        if (written == null) {
            return Optional.empty();
        }
        Optional<Release> release =
                isNewest(written) ? Optional.of(usable.get(usable.size() - 1)) : catalog.findRelease(written);
        return release.filter(usable::contains).map(catalog::at);
    }

    /** What is wrong with what the section says; empty where all is well. */
    static Optional<ConfigurationProblem> problem(ConfiguredDatabase database, Catalog catalog) {
        return served(database, catalog).isPresent() ? Optional.empty() : Optional.of(refusal(database, catalog));
    }

    private static ConfigurationProblem refusal(ConfiguredDatabase database, Catalog catalog) {
        List<Release> usable = catalog.usableReleases();
        String written = database.release();
        if (usable.isEmpty()) {
            return database.releaseProblem(
                    "catalogue " + catalog.name() + " lists no releases", "remove the key, or write newest");
        }
        if (written == null) {
            return database.releaseProblem("is missing", remedy(catalog));
        }
        boolean tooOld = catalog.findRelease(written).isPresent();
        return database.releaseProblem(
                tooOld
                        ? "ended at a legacy version, where no sync ends; the first release that can be served is "
                                + usable.get(0).label()
                        : "catalogue " + catalog.name() + " has no such release",
                remedy(catalog));
    }

    /** The last release that upgrades go by is the example. */
    private static String remedy(Catalog catalog) {
        List<Release> usable = catalog.usableReleases();
        Release example = usable.stream()
                .filter(Release::slurp)
                .reduce((before, after) -> after)
                .orElse(usable.get(usable.size() - 1));
        String service = catalog.name().replaceFirst("/.*", "");
        return "write the release whose services use the database: " + catalog.describeReleases() + ", or newest (`"
                + service + "-manage --version` says " + example.version() + ".x: " + example.id() + ")";
    }

    private static boolean isNewest(String written) {
        return written.equalsIgnoreCase(Release.NEWEST);
    }
}
