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
import dev.dbsync.agent.bench.measure.Unit;
import dev.dbsync.agent.database.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code status} of databases at head, against how many there are. */
record GrowthOfDatabases(Ground ground, AgentProgram program) {
    private static final int TABLES = 10;
    private static final int CALLS = 50;

    Table measure(Effort effort) throws Exception {
        SyntheticCatalogues catalogues = new SyntheticCatalogues(ground.newFolder("catalogues"));
        String catalogue = catalogues.ofTables(TABLES);
        List<ConfiguredDatabase> databases = new ArrayList<>();
        for (int number = 1; number <= effort.cells(); number++) {
            databases.add(new ConfiguredDatabase(
                    "database" + number,
                    catalogue,
                    ground.server(Engine.POSTGRESQL).createDatabase()));
        }
        AgentSettings settings = AgentSettings.in(ground.folder(), databases, "catalogs = " + catalogues.root());
        try (ServingAgent agent = ServingAgent.start(program, settings)) {
            agent.sync();
            agent.statusAtHead();
            return new Table(
                    List.of("`status` of several databases", "dbsync-agent", "a database"),
                    lines(agent, databases, effort));
        } finally {
            for (ConfiguredDatabase database : databases) {
                database.database().close();
            }
        }
    }

    private static List<List<String>> lines(ServingAgent agent, List<ConfiguredDatabase> databases, Effort effort)
            throws Exception {
        List<Integer> sizes = Stream.of(1, databases.size() / 5, databases.size())
                .filter(size -> size > 0)
                .distinct()
                .toList();
        Contest contest = new Contest();
        for (int size : sizes) {
            List<String> names = databases.subList(0, size).stream()
                    .map(ConfiguredDatabase::section)
                    .toList();
            String status = Rpc.request("status", Map.of("databases", names));
            contest.addCalls(
                    String.valueOf(size),
                    CALLS,
                    effort.rounds(),
                    CALLS,
                    () -> Trial.seconds(() -> agent.rpc().post(status)));
        }
        Contest.Results taken = contest.run();
        return sizes.stream()
                .map(size -> line(size, Figure.calls(taken.of(String.valueOf(size)))))
                .toList();
    }

    private static List<String> line(int size, Figure figure) {
        return List.of("PostgreSQL, " + size, figure.text(), Unit.SECONDS.text(figure.median() / size));
    }
}
