package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.loading.CatalogFolder;
import dev.dbsync.agent.catalog.loading.CatalogLoader;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.Dialects;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.database.h2.H2Dialect;
import dev.dbsync.agent.database.mariadb.MariaDbDialect;
import dev.dbsync.agent.database.postgresql.PostgresDialect;
import dev.dbsync.agent.execution.ScriptCompiler;
import dev.dbsync.agent.execution.liquibase.LiquibaseCompiler;
import dev.dbsync.agent.planning.Goal;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.TargetParser;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Pipelines as the agent has them, for tests; one for each catalogue and JVM, so that changelogs are compiled once. */
public final class Pipelines {
    private static final Map<String, DatabasePipeline> PACKAGED = new ConcurrentHashMap<>();
    private static final Map<String, ScriptCompiler> COMPILERS = new ConcurrentHashMap<>();
    private static final LockHolder OWNER = new LockHolder("test", null, null);

    private static final Executor WATCHES = Executors.newCachedThreadPool(Pipelines::watch);

    private Pipelines() {}

    private static Thread watch(Runnable work) {
        Thread thread = new Thread(work, "watch");
        thread.setDaemon(true);
        return thread;
    }

    /** The pipeline of a packaged catalogue. */
    public static DatabasePipeline of(String catalog) {
        return PACKAGED.computeIfAbsent(catalog, name -> of(new CatalogFolder.Packaged(name)));
    }

    /** The pipeline of a packaged catalogue for databases of one release. */
    public static DatabasePipeline of(String catalog, String release) {
        return PACKAGED.computeIfAbsent(catalog + " " + release, name -> served(catalog, release));
    }

    private static DatabasePipeline served(String name, String release) {
        CatalogFolder folder = new CatalogFolder.Packaged(name);
        Catalog catalog = new CatalogLoader().load(folder).catalog();
        return of(catalog.at(catalog.findRelease(release).orElseThrow()), folder);
    }

    /** The pipeline of a catalogue in some folder. */
    public static DatabasePipeline of(CatalogFolder folder) {
        return of(new CatalogLoader().load(folder).catalog(), folder);
    }

    private static DatabasePipeline of(Catalog catalog, CatalogFolder folder) {
        return new DatabasePipeline(
                catalog,
                new Dialects(List.of(new PostgresDialect(), new MariaDbDialect(), new H2Dialect())),
                engine -> COMPILERS.computeIfAbsent(
                        engine + " " + folder, key -> new LiquibaseCompiler(engine, folder::open)),
                Clock.systemUTC());
    }

    /** Brings a database to a revision, on a connection of its own; null means head. What it did is the answer. */
    public static Plan sync(DatabasePipeline pipeline, DatabaseUnderTest database, @Nullable String revision)
            throws SQLException {
        try (Connection connection = database.open()) {
            return sync(pipeline, connection, revision, null);
        }
    }

    /** Brings the database of a connection to a revision, as an operation does. */
    public static Plan sync(
            DatabasePipeline pipeline, Connection connection, @Nullable String revision, @Nullable String adopt) {
        ManagedDatabase database = new ManagedDatabase(
                "database",
                pipeline,
                new HandedInSource(connection),
                SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
        SyncRequest request = new SyncRequest(List.of(database), revision, adopt, Duration.ofSeconds(30));
        RunningOperation operation =
                new RunningOperation("test", request, "test", Clock.systemUTC(), OperationJournal.none());
        try (SyncRun run = new SyncRun(operation, database, OWNER, WATCHES, new OperationObserver() {})) {
            Outcome.End end = run.run();
            if (end instanceof Outcome.Done done) {
                return done.planned().plan();
            }
            throw new AssertionError(end);
        }
    }

    /** A nova/main database, as an agent knows it. */
    static ManagedDatabase managed(DatabaseUnderTest database, String url, LockMode lock, Duration busyWait) {
        return managed(database, url, SyncSettings.of(lock, busyWait));
    }

    /** The same, synchronised in this way. */
    static ManagedDatabase managed(DatabaseUnderTest database, String url, SyncSettings settings) {
        return managed(database, url, of("nova/main"), settings);
    }

    private static ManagedDatabase managed(
            DatabaseUnderTest database, String url, DatabasePipeline pipeline, SyncSettings settings) {
        DatabaseAddress address = new DatabaseAddress(url, database.user(), database.password());
        return new ManagedDatabase("nova_main", pipeline, new DriverConnectionSource(address, "test"), settings);
    }

    /** A request for a nova/main database, reached by this URL, to go to head. */
    static SyncRequest request(DatabaseUnderTest database, String url, LockMode lock) {
        ManagedDatabase managed = managed(database, url, lock, Duration.ofMinutes(1));
        return new SyncRequest(List.of(managed), null, null, Duration.ofSeconds(60));
    }

    /** A request for a database of any catalogue to go to head. */
    static SyncRequest request(DatabaseUnderTest database, DatabasePipeline pipeline) {
        SyncSettings settings = SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(1));
        ManagedDatabase managed = managed(database, database.plainJdbcUrl(), pipeline, settings);
        return new SyncRequest(List.of(managed), null, null, Duration.ofSeconds(60));
    }

    /** What a sync would do. */
    public static Planned plan(DatabasePipeline pipeline, DatabaseUnderTest database, @Nullable String revision)
            throws SQLException {
        try (Connection connection = database.open()) {
            return pipeline.plan(connection, new Goal(TargetParser.parse(revision, pipeline.catalog()), null));
        }
    }

    /** Where a database stands. */
    public static Detected detect(DatabasePipeline pipeline, DatabaseUnderTest database) throws SQLException {
        try (Connection connection = database.open()) {
            return pipeline.detect(connection);
        }
    }
}
