package dev.dbsync.agent.state;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.LegacyTrack;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The words for what a diagnosis finds wrong. One place, so that an operator reads one voice. */
final class Problems {
    private Problems() {}

    static Problem ahead(Catalog catalog, String revision) {
        return new Problem(
                ProblemType.AHEAD,
                "The database is at revision " + quoted(revision) + ", which this agent does not know.",
                "Catalogue " + catalog.name() + " ends at " + catalog.newest().id() + ".",
                "Upgrade this agent, or check that the database is one of " + catalog.name() + ".");
    }

    static Problem unmanaged(Catalog catalog, SortedSet<String> tables) {
        String some = String.join(", ", tables.stream().limit(5).toList());
        return new Problem(
                ProblemType.UNMANAGED,
                "The database has tables, but no version control.",
                "Found " + tables.size() + (tables.size() == 1 ? " table: " : " tables, among them: ") + some + ".",
                "Check that the database is one of " + catalog.name()
                        + "; if it is, name the revision whose schema it holds with adopt.");
    }

    static Problem elsewhere(Catalog catalog, String schema) {
        return new Problem(
                ProblemType.ELSEWHERE,
                "The schema that the connection writes to is empty, while tables of " + catalog.name()
                        + " are in schema " + schema + ".",
                "The service's own tool finds them there by the search_path, and so do its services; a sync would make a"
                        + " second, empty set in front of them.",
                "Put " + schema + " first in the search_path: add options=-csearch_path=" + schema
                        + " to the database's url, or drop the empty schema that comes before it.");
    }

    static Problem outOfRange(LegacyTrack track, int version) {
        boolean old = version <= track.before();
        String older = track.olderRelease() == null ? "an older release of the service" : track.olderRelease();
        return inconsistent(
                "The database is at legacy version " + version + ", which cannot be brought forward.",
                "Versions " + (track.steps().isEmpty() ? track.last() : track.before() + 1) + " to " + track.last()
                        + " of repository " + track.repository() + " are known.",
                old
                        ? "Upgrade the database with " + older + " first, then call again."
                        : "Find out who set it, for no release wrote that version; set it to the one that the schema has, or restore"
                                + " the database.");
    }

    static Problem stampedTooEarly(LegacyTrack track, int version, String revision) {
        return inconsistent(
                "The control tables contradict each other: legacy version " + version + ", yet revision " + revision
                        + ".",
                "alembic_version holds " + revision + ", which follows legacy version " + track.last()
                        + ", but migrate_version holds " + version + " for repository " + track.repository() + ".",
                "Find out which of the two is true, and correct the other: remove the row of alembic_version, or set the"
                        + " version in migrate_version to " + track.last() + ".");
    }

    /** Two services that were given one database share its version table. */
    static Problem severalRevisions(List<String> rows, Catalog catalog) {
        String described = rows.stream()
                .map(row -> quoted(row)
                        + catalog.ownerOf(row)
                                .or(() -> catalog.find(row).map(known -> catalog.name()))
                                .map(owner -> " of " + owner)
                                .orElse(""))
                .collect(Collectors.joining(", "));
        boolean shared = rows.stream().anyMatch(row -> catalog.ownerOf(row).isPresent());
        return inconsistent(
                "The database records " + rows.size() + " revisions at once.",
                "alembic_version holds " + described + "; catalogue " + catalog.name() + " has one line.",
                shared
                        ? "Give each of them a database of its own, for they share the version table: restore this one from"
                                + " before they were mixed, and correct the url that is wrong."
                        : "Find out which revision the schema has, and remove the other rows.");
    }

    /** A revision of a database that this is not meant to be. */
    static Problem anothers(String revision, String owner, Catalog catalog) {
        return inconsistent(
                "The database is at revision " + revision + ", which is one of " + owner + ", not of " + catalog.name()
                        + ".",
                "alembic_version holds a revision of " + owner + ".",
                "Correct the database's url, or its catalog: this is a database of " + owner
                        + ". Where both were put into one, give each a database of its own.");
    }

    /** A revision that is one of ours but for blanks and capitals. */
    static Problem typed(String row, String meant) {
        return inconsistent(
                "The recorded revision " + quoted(row) + " is none, but resembles " + meant + ".",
                "alembic_version holds " + quoted(row) + "; revisions are of small letters and digits, without blanks.",
                "If the schema is that of " + meant + ", run UPDATE alembic_version SET version_num = '" + meant
                        + "', then call again.");
    }

    /** What a row holds, so that blanks and line ends are seen. */
    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }

    static Problem holesInHistory(List<String> missing, Catalog catalog) {
        return inconsistent(
                "The history has holes: later revisions are recorded, earlier ones are not.",
                "DATABASECHANGELOG lacks " + String.join(", ", missing) + " of catalogue " + catalog.name() + ".",
                "Find out whether those revisions were applied, and record them, or restore the database.");
    }

    static Problem foreignHistory(HistoryRow row, Catalog catalog) {
        return inconsistent(
                "The history holds revision " + row.id() + " of another file.",
                "DATABASECHANGELOG names " + row.path() + "; in catalogue " + catalog.name() + " it is "
                        + catalog.find(row.id()).orElseThrow().file() + ".",
                "Check that the database's URL and its catalogue belong together.");
    }

    static Problem foreignRepository(List<LegacyRow> rows, LegacyTrack track) {
        return inconsistent(
                "The database is under version control of another repository.",
                "migrate_version holds "
                        + String.join(
                                ", ", rows.stream().map(LegacyRow::repository).toList()) + ", not "
                        + track.repository() + ".",
                "Check that the database's URL and its catalogue belong together.");
    }

    static Problem unusableRow(List<LegacyRow> rows, LegacyTrack track) {
        return inconsistent(
                "The legacy version cannot be told.",
                "migrate_version holds " + rows.size() + " rows for repository " + track.repository()
                        + (rows.size() == 1 ? ", without a version." : "."),
                "Leave one row with the version that the schema has.");
    }

    private static Problem inconsistent(String message, String detail, String remedy) {
        return new Problem(ProblemType.INCONSISTENT, message, detail, remedy);
    }
}
