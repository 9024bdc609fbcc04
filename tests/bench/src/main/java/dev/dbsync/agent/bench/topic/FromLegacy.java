package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.ground.SqlClient;
import dev.dbsync.agent.bench.measure.Contest;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Peer;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Section;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.bench.measure.Trial;
import dev.dbsync.agent.bench.peer.RawSql;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.LegacyDatabase;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Both of Nova's databases from the first version of the sqlalchemy-migrate era to head. */
public final class FromLegacy implements Topic {
    private static final double FACTOR = 1.4;

    @Override
    public String name() {
        return "from-legacy";
    }

    @Override
    public String title() {
        return "Both databases from the first legacy version to head";
    }

    @Override
    public Section measure(Ground ground, AgentProgram agent, Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Engine engine : effort.engines()) {
            rows.add(on(engine, ground, agent, effort));
        }
        return Section.of(rows);
    }

    private static Row on(Engine engine, Ground ground, AgentProgram program, Effort effort) throws Exception {
        DatabaseServer server = ground.server(engine);
        NovaDatabases legacy = new NovaDatabases(first(server, NovaCatalogue.API), first(server, NovaCatalogue.MAIN));
        NovaDatabases ours = ground.newDatabasesOfAgent(engine);
        NovaDatabases theirs = NovaDatabases.on(server);
        SqlClient client = SqlClient.of(engine, ground.folder());
        ours.copy(legacy);
        try (ServingAgent agent = ServingAgent.start(program, AgentSettings.in(ground.folder(), ours.configured()))) {
            RawSql statements = RawSql.planOf(agent.rpc(), client, theirs, ground.newFolder("legacy"));
            Contest.Results taken = new Contest()
                    .add("agent", effort.warmUps(), effort.rounds(), from(legacy, ours, agent::sync, ours::requireHead))
                    .add(
                            "client",
                            effort.rounds(),
                            from(legacy, theirs, statements::run, () -> requireSameTables(theirs, ours)))
                    .run();
            return Row.against(
                    Ground.name(engine) + ", RPC `sync`, warm",
                    Figure.seconds(taken.of("agent")),
                    new Peer("`" + client.name() + "` of the plan's statements", Figure.seconds(taken.of("client"))),
                    Target.atMostTimes(FACTOR));
        }
    }

    private static TestDatabase first(DatabaseServer server, NovaCatalogue catalogue) throws SQLException {
        return LegacyDatabase.at(server, catalogue, catalogue.firstLegacyVersion());
    }

    private static Trial from(NovaDatabases legacy, NovaDatabases databases, Trial.Work work, Trial.Work check) {
        return () -> {
            databases.copy(legacy);
            double seconds = Trial.seconds(work);
            check.run();
            return seconds;
        };
    }

    private static void requireSameTables(NovaDatabases theirs, NovaDatabases ours) throws SQLException {
        List<String> found = theirs.main().tableNames();
        List<String> expected = new ArrayList<>(ours.main().tableNames());
        expected.remove("alembic_version");
        if (!found.equals(expected)) {
            throw new IllegalStateException(
                    "the statements left the tables %s instead of %s".formatted(found, expected));
        }
    }
}
