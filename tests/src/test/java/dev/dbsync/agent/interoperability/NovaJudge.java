package dev.dbsync.agent.interoperability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.operations.DatabasePipeline;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.testing.CommandOutcome;
import dev.dbsync.agent.testing.NovaManage;
import dev.dbsync.agent.testing.SampleRows;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.TestDatabase;
import java.util.List;

/** One release's own tool, asked whether it can live with what a sync to its release left. */
final class NovaJudge {
    private final DatabasePipeline main;
    private final DatabasePipeline api;

    NovaJudge(String release) {
        this.main = Pipelines.of("nova/main", release);
        this.api = Pipelines.of("nova/api", release);
    }

    void sync(TestDatabase mainDatabase, TestDatabase apiDatabase) throws Exception {
        Pipelines.sync(api, apiDatabase, null);
        Pipelines.sync(main, mainDatabase, null);
    }

    /** Fails unless all that operators run works, on rows too, and none of it changes a schema. */
    void isContent(NovaManage tool, TestDatabase mainDatabase, TestDatabase apiDatabase) throws Exception {
        List<String> mainSchema = mainDatabase.canonicalSchema();
        List<String> apiSchema = apiDatabase.canonicalSchema();

        assertThat(tool.dbVersion().orFail().stdout().strip())
                .isEqualTo(main.catalog().head().id());
        assertThat(tool.apiDbVersion().orFail().stdout().strip())
                .isEqualTo(api.catalog().head().id());
        tool.dbSync().orFail();
        tool.apiDbSync().orFail();
        endsWith(tool.run("db", "online_data_migrations"), 0);
        archivesAndPurges(mainDatabase, tool);

        SchemaAssert.assertSchema(mainDatabase.canonicalSchema(), mainSchema);
        SchemaAssert.assertSchema(apiDatabase.canonicalSchema(), apiSchema);
    }

    /**
     * Fails unless the tool archives and purges rows. On PostgreSQL no deleted instance is archived: {@code locked_by} is of
     * another enum type in the shadow table, in every database that Nova's own tool makes too, and the tool fails on it.
     */
    static void archivesAndPurges(TestDatabase database, NovaManage tool) throws Exception {
        SampleRows.fill(database);
        if (database.engine() == Engine.POSTGRESQL) {
            database.execute("update instances set deleted = 0");
        }
        CommandOutcome archived = endsWith(tool.archiveDeletedRows(), 1);
        assertThat(archived.stdout()).contains("block_device_mapping", "certificates");
        assertThat(endsWith(tool.purgeAll(), 0).stdout())
                .contains("shadow_block_device_mapping", "shadow_certificates");
    }

    private static CommandOutcome endsWith(CommandOutcome outcome, int code) {
        assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(code);
        return outcome;
    }
}
