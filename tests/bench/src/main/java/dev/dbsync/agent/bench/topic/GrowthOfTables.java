package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.ConfiguredDatabase;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.ground.SqlClient;
import dev.dbsync.agent.bench.ground.SyntheticCatalogues;
import dev.dbsync.agent.bench.measure.Contest;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Table;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.bench.measure.Trial;
import dev.dbsync.agent.bench.measure.Unit;
import dev.dbsync.agent.bench.peer.PlannedStatements;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sync from empty, against the number of tables. */
record GrowthOfTables(Ground ground, AgentProgram program) {
    Table measure(Effort effort) throws Exception {
        List<List<String>> lines = new ArrayList<>();
        for (Engine engine : effort.engines()) {
            for (int tables : effort.sizes()) {
                lines.add(line(engine, tables, effort));
            }
        }
        return new Table(
                List.of("`sync` from empty, tables", "dbsync-agent", "the plan's statements", "ratio", "a table"),
                lines);
    }

    private List<String> line(Engine engine, int tables, Effort effort) throws Exception {
        SyntheticCatalogues catalogues = new SyntheticCatalogues(ground.newFolder("catalogues"));
        String catalogue = catalogues.ofTables(tables);
        ConfiguredDatabase ours = new ConfiguredDatabase(
                "synthetic", catalogue, ground.server(engine).createDatabase());
        TestDatabase theirs = ground.server(engine).createDatabase();
        SqlClient client = SqlClient.of(engine, ground.folder());
        AgentSettings settings = AgentSettings.in(ground.folder(), List.of(ours), "catalogs = " + catalogues.root());
        try (ServingAgent agent = ServingAgent.start(program, settings)) {
            Path statements = PlannedStatements.write(agent.rpc(), ours.section(), ground.newFolder("statements"));
            Contest.Results taken = new Contest()
                    .add("agent", effort.warmUps(), effort.slowRounds(), from(ours.database(), () -> {
                        agent.sync();
                        ours.requireRevision(SyntheticCatalogues.head(1));
                    }))
                    .add("client", effort.slowRounds(), from(theirs, () -> client.feed(theirs, statements)))
                    .run();
            return line(engine, tables, client, Figure.seconds(taken.of("agent")), Figure.seconds(taken.of("client")));
        } finally {
            ours.database().close();
            theirs.close();
        }
    }

    private static Trial from(TestDatabase database, Trial.Work work) {
        return () -> {
            database.server().recreate(database);
            return Trial.seconds(work);
        };
    }

    private static List<String> line(Engine engine, int tables, SqlClient client, Figure agent, Figure raw) {
        return List.of(
                Ground.name(engine) + ", " + tables,
                agent.text(),
                "`" + client.name() + "`: " + raw.text(),
                Target.none().ratio(agent.median(), raw.median()),
                Unit.SECONDS.text(agent.median() / tables));
    }
}
