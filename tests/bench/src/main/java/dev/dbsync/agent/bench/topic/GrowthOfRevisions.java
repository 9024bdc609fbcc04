package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.ConfiguredDatabase;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.Rpc;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.ground.SyntheticCatalogues;
import dev.dbsync.agent.bench.measure.Contest;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Table;
import dev.dbsync.agent.bench.measure.Trial;
import dev.dbsync.agent.database.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code status} of one database at head, against the number of revisions of its catalogue; one agent has them all. */
record GrowthOfRevisions(Ground ground, AgentProgram program) {
    Table measure(Effort effort) throws Exception {
        SyntheticCatalogues catalogues = new SyntheticCatalogues(ground.newFolder("catalogues"));
        List<ConfiguredDatabase> databases = new ArrayList<>();
        for (int revisions : effort.sizes()) {
            databases.add(new ConfiguredDatabase(
                    "revisions" + revisions,
                    catalogues.ofRevisions(revisions),
                    ground.server(Engine.POSTGRESQL).createDatabase()));
        }
        AgentSettings settings = AgentSettings.in(ground.folder(), databases, "catalogs = " + catalogues.root());
        try (ServingAgent agent = ServingAgent.start(program, settings)) {
            agent.sync();
            agent.statusAtHead();
            return new Table(List.of("`status` of one database, revisions", "dbsync-agent"), lines(agent, effort));
        }
    }

    private static List<List<String>> lines(ServingAgent agent, Effort effort) throws Exception {
        Contest contest = new Contest();
        for (int revisions : effort.sizes()) {
            String status = Rpc.request("status", Map.of("databases", List.of("revisions" + revisions)));
            contest.addCalls(
                    String.valueOf(revisions),
                    effort.calls(),
                    effort.rounds(),
                    effort.calls(),
                    () -> Trial.seconds(() -> agent.rpc().post(status)));
        }
        Contest.Results taken = contest.run();
        return effort.sizes().stream()
                .map(String::valueOf)
                .map(size -> List.of(
                        "PostgreSQL, " + size, Figure.calls(taken.of(size)).text()))
                .toList();
    }
}
