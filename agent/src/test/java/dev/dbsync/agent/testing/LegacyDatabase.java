package dev.dbsync.agent.testing;

import java.sql.SQLException;
import java.util.List;

/**
 * Databases of the sqlalchemy-migrate era, made by sqlalchemy-migrate itself from the repositories in Nova's package.
 */
public final class LegacyDatabase {

    private static final String SCRIPT =
            """
            import os, sys
            import nova.db
            import sqlalchemy
            from migrate.versioning import api
            url, name, before, target = sys.argv[1:]
            repository = os.path.join(os.path.dirname(nova.db.__file__), name, 'legacy_migrations')
            engine = sqlalchemy.create_engine(url)
            api.version_control(engine, repository, int(before))
            if int(target) > int(before):
                api.upgrade(engine, repository, int(target))
            """;

    private LegacyDatabase() {}

    /**
     * A database at {@code version}, cloned from one at the first legacy version (or before it) with the number set: the later steps
     * change nothing.
     */
    public static TestDatabase at(DatabaseServer server, NovaCatalogue catalogue, int version) throws SQLException {
        int made = Math.min(version, catalogue.firstLegacyVersion());
        TestDatabase database = server.cloneOfTemplate(
                catalogue.label() + " legacy " + made, shared -> migratedTo(shared, catalogue, made));
        if (version != made) {
            database.execute("update migrate_version set version = " + version);
        }
        return database;
    }

    /** A database that sqlalchemy-migrate brought to {@code version} step by step, which takes seconds. */
    public static TestDatabase migratedTo(DatabaseServer server, NovaCatalogue catalogue, int version)
            throws SQLException {
        NovaManage.requireAvailable();
        TestDatabase database = server.createDatabase();
        try (TemporaryFolder folder = TemporaryFolder.create("legacy")) {
            NovaPython.run(
                            folder.path(),
                            SCRIPT,
                            List.of(
                                    database.sqlAlchemyUrl(),
                                    catalogue.pythonName(),
                                    String.valueOf(catalogue.versionBeforeFirst()),
                                    String.valueOf(version)))
                    .orFail();
        }
        return database;
    }
}
