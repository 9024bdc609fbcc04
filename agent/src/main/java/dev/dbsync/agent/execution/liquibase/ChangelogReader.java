package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.BrokenChangelogException;
import liquibase.Scope;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ResourceAccessor;

/** Reads one changelog file by Liquibase's own parser. */
final class ChangelogReader {
    private ChangelogReader() {}

    static DatabaseChangeLog read(String file, Database database) throws LiquibaseException {
        ResourceAccessor files = Scope.getCurrentScope().getResourceAccessor();
        DatabaseChangeLog changelog = ChangeLogParserFactory.getInstance()
                .getParser(file, files)
                .parse(file, new ChangeLogParameters(database), files);
        refuseForeignParts(file, changelog);
        leaveOutOtherEngines(changelog, database);
        return changelog;
    }

    /** As in an update, {@code modifySql} for other engines is not applied and does not count in the checksum. */
    private static void leaveOutOtherEngines(DatabaseChangeLog changelog, Database database) {
        DbmsChangeSetFilter filter = new DbmsChangeSetFilter(database);
        changelog.getChangeSets().forEach(filter::accepts);
        changelog.getSkippedChangeSets().forEach(filter::accepts);
    }

    /** A revision is one file: what a file pulls in from elsewhere could change under it. */
    private static void refuseForeignParts(String file, DatabaseChangeLog changelog) {
        for (ChangeSet changeSet : changelog.getChangeSets()) {
            String origin = changeSet.getChangeLog().getPhysicalFilePath();
            if (!origin.equals(changelog.getPhysicalFilePath())) {
                throw new BrokenChangelogException(
                        file + " includes another changelog, " + origin + ". List that file as a revision of its own.",
                        null);
            }
        }
        if (changelog.getPreconditions() != null
                && !changelog.getPreconditions().getNestedPreconditions().isEmpty()) {
            throw new BrokenChangelogException(
                    file + " has preConditions for the whole file, which the agent does not support."
                            + " Move them into a changeset.",
                    null);
        }
    }
}
