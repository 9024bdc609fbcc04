package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.catalog.loading.CatalogFolder;
import dev.dbsync.agent.catalog.loading.CatalogLoader;
import dev.dbsync.agent.catalog.loading.LoadedCatalog;
import dev.dbsync.agent.database.Dialects;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.h2.H2Dialect;
import dev.dbsync.agent.database.mariadb.MariaDbDialect;
import dev.dbsync.agent.database.postgresql.PostgresDialect;
import dev.dbsync.agent.execution.StepFailedException;
import dev.dbsync.agent.execution.liquibase.LiquibaseCompiler;
import dev.dbsync.agent.planning.TargetParser;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Pipelines as the agent has them, for tests; one for each catalogue and JVM, so that changelogs are compiled once. */
public final class Pipelines {
    private static final Map<String, DatabasePipeline> PACKAGED = new ConcurrentHashMap<>();
    private static final LockHolder OWNER = new LockHolder("test", null, null);

    private Pipelines() {}

    /** The pipeline of a packaged catalogue. */
    public static DatabasePipeline of(String catalog) {
        return PACKAGED.computeIfAbsent(catalog, name -> of(new CatalogFolder.Packaged(name)));
    }

    /** The pipeline of a catalogue in some folder. */
    public static DatabasePipeline of(CatalogFolder folder) {
        LoadedCatalog loaded = new CatalogLoader().load(folder);
        return new DatabasePipeline(
                loaded.catalog(),
                new Dialects(List.of(new PostgresDialect(), new MariaDbDialect(), new H2Dialect())),
                engine -> new LiquibaseCompiler(engine, folder::open),
                Clock.systemUTC());
    }

    /** Brings a database to a revision, on a connection of its own; null means head. */
    public static SyncOutcome sync(DatabasePipeline pipeline, DatabaseUnderTest database, @Nullable String revision)
            throws SQLException, StepFailedException {
        try (Connection connection = database.open()) {
            return sync(pipeline, connection, revision, null);
        }
    }

    /** Brings the database of a connection to a revision. */
    public static SyncOutcome sync(
            DatabasePipeline pipeline, Connection connection, @Nullable String revision, @Nullable String adopt)
            throws SQLException, StepFailedException {
        Catalog catalog = pipeline.catalog();
        Revision adopted = adopt == null ? null : TargetParser.revision(adopt, catalog);
        return pipeline.sync(
                connection,
                TargetParser.parse(revision, catalog),
                adopted,
                LockMode.AUTO,
                OWNER,
                Duration.ofSeconds(30),
                new SyncListener() {});
    }

    /** What a sync would do. */
    public static Planned plan(DatabasePipeline pipeline, DatabaseUnderTest database, @Nullable String revision)
            throws SQLException {
        try (Connection connection = database.open()) {
            return pipeline.plan(connection, TargetParser.parse(revision, pipeline.catalog()), null);
        }
    }

    /** Where a database stands. */
    public static Detected detect(DatabasePipeline pipeline, DatabaseUnderTest database) throws SQLException {
        try (Connection connection = database.open()) {
            return pipeline.detect(connection);
        }
    }
}
