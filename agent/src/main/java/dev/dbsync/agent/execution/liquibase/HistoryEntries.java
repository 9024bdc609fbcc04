package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.control.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import liquibase.ChecksumVersion;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.sqlgenerator.core.MarkChangeSetRanGenerator;
import liquibase.util.StringUtil;

/** What Liquibase would write into its history for the one changeset of a file. */
final class HistoryEntries {
    /** Liquibase cuts both texts at this length when it writes them. */
    private static final int LONGEST_TEXT = 250;

    private HistoryEntries() {}

    /**
     * The entry of a file's only changeset. One that is for other engines counts too: Liquibase would write nothing for
     * it, but a revision that is never recorded would never be done, and Liquibase does not mind the row.
     */
    static Optional<HistoryEntry> of(DatabaseChangeLog changelog) {
        List<ChangeSet> all = new ArrayList<>(changelog.getChangeSets());
        all.addAll(changelog.getSkippedChangeSets());
        return all.size() == 1 ? Optional.of(entry(all.get(0))) : Optional.empty();
    }

    private static HistoryEntry entry(ChangeSet changeSet) {
        String comments = changeSet.getComments() == null ? "" : changeSet.getComments();
        return new HistoryEntry(
                changeSet.getId(),
                changeSet.getAuthor(),
                changeSet.getFilePath(),
                changeSet.generateCheckSum(ChecksumVersion.latest()).toString(),
                StringUtil.limitSize(changeSet.getDescription(), LONGEST_TEXT),
                StringUtil.limitSize(comments.strip(), LONGEST_TEXT),
                MarkChangeSetRanGenerator.getLiquibaseBuildVersion());
    }
}
