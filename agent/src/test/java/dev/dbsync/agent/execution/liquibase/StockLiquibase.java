package dev.dbsync.agent.execution.liquibase;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.changelog.FastCheckService;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;

/** Liquibase as anybody else runs it, to compare with. */
final class StockLiquibase {
    private StockLiquibase() {}

    /** Runs {@code update} of one file in a folder that is the search path, and leaves the connection open. */
    static void update(Connection connection, Path folder, String file) throws Exception {
        LiquibaseRuntime.inQuietScope(Map.of(), () -> {
            Scope.getCurrentScope().getSingleton(FastCheckService.class).clearCache();
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            Liquibase liquibase = new Liquibase(file, new DirectoryResourceAccessor(folder), database);
            liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
            liquibase.update(new Contexts(), new LabelExpression());
            return null;
        });
    }
}
