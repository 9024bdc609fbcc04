package dev.dbsync.agent.bench.peer;

import dev.dbsync.agent.bench.ground.ConfiguredDatabase;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.PackagedCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.changelog.FastCheckService;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Liquibase's own {@code update} with the changelogs of the packaged catalogues, in this JVM. It finds the agent's three change
 * types as its users' extensions are found; it keeps its own history and its own lock, and knows nothing of {@code alembic_version}.
 *
 * @param folder where the changelogs of each catalogue lie, with one that includes them all
 */
public record StockLiquibase(Path folder) {
    private static final String ALL = "all.yaml";
    private static final Logger LOG = Logger.getLogger("liquibase");

    /** With the changelogs of both of Nova's catalogues, in a new and empty folder. */
    public static StockLiquibase in(Path folder) throws IOException {
        for (String catalogue : List.of("nova/api", "nova/main")) {
            Path own = Files.createDirectories(folder.resolve(catalogue));
            StringBuilder all = new StringBuilder("databaseChangeLog:\n");
            PackagedCatalogue.of(catalogue).copyChangelogs(own).forEach(file -> all.append("  - include: {file: ")
                    .append(file)
                    .append("}\n"));
            Files.writeString(own.resolve(ALL), all);
        }
        LOG.setLevel(Level.OFF);
        return new StockLiquibase(folder);
    }

    /** Updates api, then main. */
    public void update(NovaDatabases databases) throws Exception {
        for (ConfiguredDatabase database : databases.configured()) {
            Scope.child(
                    Map.of(Scope.Attr.ui.name(), new LoggerUIService(), "liquibase.analytics.enabled", false),
                    () -> update(database));
        }
    }

    /** Liquibase keeps for the whole JVM what it saw of a changelog and a database, which is not the database of that time. */
    private void update(ConfiguredDatabase database) throws Exception {
        Scope.getCurrentScope().getSingleton(FastCheckService.class).clearCache();
        try (Connection connection = database.database().open();
                Liquibase liquibase = new Liquibase(
                        ALL,
                        new DirectoryResourceAccessor(folder.resolve(database.catalogue())),
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
            liquibase.update(new Contexts());
        }
    }
}
