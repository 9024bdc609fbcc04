package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.Program;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.ground.SqlClient;
import dev.dbsync.agent.bench.measure.Contest;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Peer;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.bench.measure.Trial;
import dev.dbsync.agent.bench.peer.RawSql;
import dev.dbsync.agent.bench.peer.StockLiquibase;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.NovaManage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The agent and its peers on one server. The agent has a pair of databases of its own, and the peers share another. */
final class FromEmptyRace implements AutoCloseable {
    private static final String AGENT = "agent";
    private static final String COLD = "command line";
    private static final String DUMP = "dump";
    private static final String STATEMENTS = "statements";
    private static final String LIQUIBASE = "Liquibase";
    private static final String NOVA = "nova-manage";

    private final Ground ground;
    private final Engine engine;
    private final NovaDatabases ours;
    private final NovaDatabases theirs;
    private final SqlClient client;
    private final ServingAgent agent;
    private final Program command;
    private final NovaManage nova;

    FromEmptyRace(Ground ground, AgentProgram program, Engine engine)
            throws SQLException, IOException, InterruptedException {
        if (!NovaManage.available()) {
            throw new IllegalStateException(NovaManage.MISSING);
        }
        this.ground = ground;
        this.engine = engine;
        ours = ground.newDatabasesOfAgent(engine);
        theirs = NovaDatabases.on(ground.server(engine));
        client = SqlClient.of(engine, ground.folder());
        command = Program.of(program.with("sync", "--config", cold().file().toString()));
        agent = ServingAgent.start(program, AgentSettings.in(ground.folder(), ours.configured()));
        nova = new NovaManage(theirs.main(), theirs.api());
    }

    /** The same databases, where nobody serves. */
    private AgentSettings cold() throws IOException {
        return AgentSettings.in(ground.folder(), ours.configured());
    }

    List<Row> run(Effort effort) throws Exception {
        RawSql statements = RawSql.planOf(agent.rpc(), client, theirs, ground.newFolder("statements"));
        agent.sync();
        RawSql dump = RawSql.dumpOf(ours, client, theirs, ground.newFolder("dump"));
        StockLiquibase liquibase = StockLiquibase.in(ground.newFolder("liquibase"));
        Contest contest = new Contest()
                .add(AGENT, effort.warmUps(), effort.rounds(), ours(agent::sync))
                .add(DUMP, effort.rounds(), theirs(dump::run, NovaDatabases::requireHead))
                .add(STATEMENTS, effort.rounds(), theirs(statements::run, this::requireAllTables))
                .add(
                        LIQUIBASE,
                        effort.warmUps(),
                        effort.rounds(),
                        theirs(() -> liquibase.update(theirs), this::requireAllTables));
        if (effort.slowRounds() > 0) {
            contest.add(COLD, effort.rounds(), ours(command::run))
                    .add(NOVA, effort.slowRounds(), theirs(this::novaManage, databases -> {}));
        }
        return rows(contest.run());
    }

    private Trial ours(Trial.Work work) {
        return trial(ours, work, NovaDatabases::requireHead);
    }

    private Trial theirs(Trial.Work work, Check check) {
        return trial(theirs, work, check);
    }

    private interface Check {
        void check(NovaDatabases databases) throws SQLException;
    }

    private static Trial trial(NovaDatabases databases, Trial.Work work, Check check) {
        return () -> {
            databases.empty();
            double seconds = Trial.seconds(work);
            check.check(databases);
            return seconds;
        };
    }

    /** Whole processes, as an operator starts them. */
    private void novaManage() throws IOException, InterruptedException {
        Program.of(nova.command("api_db", "sync")).run();
        Program.of(nova.command("db", "sync", "--local_cell")).run();
    }

    /** What keeps no version of Nova's, or one of its own, has at least made all tables that the agent made. */
    private void requireAllTables(NovaDatabases databases) throws SQLException {
        requireTables(databases.api().tableNames(), ours.api().tableNames());
        requireTables(databases.main().tableNames(), ours.main().tableNames());
    }

    private static void requireTables(List<String> found, List<String> expected) {
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(found);
        missing.remove("alembic_version");
        if (!missing.isEmpty()) {
            throw new IllegalStateException("a peer did not make the tables " + missing);
        }
    }

    private List<Row> rows(Contest.Results measured) {
        List<Row> rows = new ArrayList<>(List.of(
                warm(measured, DUMP, "`" + client.name() + "` of a dump", Target.atMostTimes(1.25)),
                warm(measured, STATEMENTS, "`" + client.name() + "` of the plan's statements", Target.none()),
                warm(measured, LIQUIBASE, "Liquibase 4.33 `update`, warm", Target.none())));
        if (measured.has(NOVA)) {
            rows.add(warm(measured, NOVA, "`nova-manage`", Target.timesFaster(6)));
            rows.add(row("`dbsync-agent sync`, cold", COLD, measured, NOVA, "`nova-manage`", Target.timesFaster(4)));
        }
        return rows;
    }

    private Row warm(Contest.Results measured, String peer, String name, Target target) {
        return row("RPC `sync`, warm", AGENT, measured, peer, name, target);
    }

    private Row row(String what, String contestant, Contest.Results measured, String peer, String name, Target target) {
        return Row.against(
                Ground.name(engine) + ", " + what,
                figure(measured, contestant),
                new Peer(name, figure(measured, peer)),
                target);
    }

    private static Figure figure(Contest.Results measured, String name) {
        return Figure.seconds(measured.of(name));
    }

    @Override
    public void close() throws IOException {
        try (nova) {
            agent.close();
        }
    }
}
