package dev.dbsync.agent.state;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Revision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The revision that a database records, by either kind of version control.
 *
 * @param revision the revision, known to the catalogue or not; null where none is recorded
 * @param contradiction what is wrong with the record, if anything
 */
record RecordedRevision(@Nullable String revision, Optional<Problem> contradiction) {
    private static final RecordedRevision NONE = new RecordedRevision(null, Optional.empty());

    static RecordedRevision fromAlembic(@Nullable List<String> rows, Catalog catalog) {
        if (rows == null || rows.isEmpty()) {
            return NONE;
        }
        if (rows.size() > 1) {
            return new RecordedRevision(null, Optional.of(Problems.severalRevisions(rows, catalog)));
        }
        return misread(rows.get(0), catalog)
                .map(problem -> new RecordedRevision(null, Optional.of(problem)))
                .orElseGet(() -> new RecordedRevision(rows.get(0), Optional.empty()));
    }

    /** What no catalogue to come will know either: another's revision, and one of ours that somebody typed. */
    private static Optional<Problem> misread(String row, Catalog catalog) {
        String meant = row.strip().toLowerCase(Locale.ROOT);
        boolean typed = !meant.equals(row)
                && (catalog.find(meant).isPresent() || catalog.ownerOf(meant).isPresent());
        return typed
                ? Optional.of(Problems.typed(row, meant))
                : catalog.ownerOf(row).map(owner -> Problems.anothers(row, owner, catalog));
    }

    static RecordedRevision fromHistory(@Nullable List<HistoryRow> rows, Catalog catalog) {
        if (rows == null || rows.isEmpty()) {
            return NONE;
        }
        Optional<HistoryRow> stranger =
                rows.stream().filter(row -> !knows(catalog, row)).findFirst();
        return stranger.map(row -> stranger(row, catalog)).orElseGet(() -> newest(rows, catalog));
    }

    /** A changeset of another file may have the id of one of ours by chance, and is not ours for that. */
    private static RecordedRevision stranger(HistoryRow row, Catalog catalog) {
        return catalog.find(row.id()).isEmpty()
                ? new RecordedRevision(row.id(), Optional.empty())
                : new RecordedRevision(null, Optional.of(Problems.foreignHistory(row, catalog)));
    }

    private static boolean knows(Catalog catalog, HistoryRow row) {
        return catalog.find(row.id())
                .filter(revision ->
                        row.path().equals(revision.file()) || row.path().endsWith("/" + revision.file()))
                .isPresent();
    }

    /** The history is a set; it makes sense only where it is the beginning of the catalogue's line. */
    private static RecordedRevision newest(List<HistoryRow> rows, Catalog catalog) {
        Set<String> recorded = rows.stream().map(HistoryRow::id).collect(Collectors.toSet());
        List<Revision> beginning = catalog.revisions().subList(0, recorded.size());
        String newest = beginning.get(beginning.size() - 1).id();
        List<String> missing = beginning.stream()
                .map(Revision::id)
                .filter(id -> !recorded.contains(id))
                .toList();
        return missing.isEmpty()
                ? new RecordedRevision(newest, Optional.empty())
                : new RecordedRevision(null, Optional.of(Problems.holesInHistory(missing, catalog)));
    }
}
