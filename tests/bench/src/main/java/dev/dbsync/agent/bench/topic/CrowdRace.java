package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.Rpc;
import dev.dbsync.agent.bench.ground.ServerWork;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.ground.Wrk;
import dev.dbsync.agent.bench.measure.Contest;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Peer;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Series;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.bench.peer.BareServer;
import dev.dbsync.agent.database.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A crowd at the agent and at a bare web server, in turns. */
final class CrowdRace implements AutoCloseable {
    private static final String STATUS = Rpc.request("status", Map.of());
    private static final int LONE_CALLS = 3;
    private static final int APART_MILLISECONDS = 1000;

    private final Engine engine;
    private final ServingAgent agent;
    private final BareServer bare;
    private final ServerWork work;
    private final Wrk crowd;
    private final Series tail = new Series();
    private final Series bareTail = new Series();
    private final Series probes = new Series();

    CrowdRace(Ground ground, AgentProgram program, Engine engine) throws Exception {
        this.engine = engine;
        NovaDatabases databases = ground.newDatabasesOfAgent(engine);
        agent = ServingAgent.start(program, AgentSettings.in(ground.folder(), databases.configured()));
        agent.sync();
        agent.statusAtHead();
        bare = BareServer.start(
                agent.facts().javaCommand(),
                ground.newFolder("bare"),
                agent.rpc().post(STATUS));
        work = new ServerWork(databases);
        crowd = Wrk.posting(STATUS, ground.newFolder("wrk"));
    }

    List<Row> run(Effort effort) throws Exception {
        int seconds = effort.crowdSeconds();
        if (effort.warmUps() > 0) {
            crowd.call(bare.port(), Crowd.CALLERS, seconds);
            crowd.call(agent.settings().port(), Crowd.CALLERS, seconds);
        }
        double workOfOne = workOfOne();
        Contest.Results rates = new Contest()
                .add("bare", effort.rounds(), () -> atBare(seconds))
                .add("agent", effort.rounds(), () -> atAgent(seconds, workOfOne))
                .run();
        agent.statusAtHead();
        return rows(Figure.perSecond(rates.of("agent")), Figure.perSecond(rates.of("bare")));
    }

    /** What the server does for one call that comes alone, so long after the one before that nothing can be shared with that. */
    private double workOfOne() throws Exception {
        double done = work.during(() -> {
            for (int call = 0; call < LONE_CALLS; call++) {
                Thread.sleep(APART_MILLISECONDS);
                agent.rpc().post(STATUS);
            }
        });
        if (done <= 0) {
            throw new IllegalStateException("the server counted nothing for " + LONE_CALLS + " calls that came alone");
        }
        return done / LONE_CALLS;
    }

    private double atBare(int seconds) throws IOException, InterruptedException {
        Wrk.Seen seen = crowd.call(bare.port(), Crowd.CALLERS, seconds);
        bareTail.add(seen.tail());
        return seen.perSecond();
    }

    private double atAgent(int seconds, double workOfOne) throws Exception {
        Wrk.Seen[] seen = new Wrk.Seen[1];
        double done = work.during(() -> seen[0] = crowd.call(agent.settings().port(), Crowd.CALLERS, seconds));
        tail.add(seen[0].tail());
        probes.add(done / workOfOne / seen[0].seconds());
        return seen[0].perSecond();
    }

    private List<Row> rows(Figure rate, Figure bareRate) {
        String on = Ground.name(engine) + ", ";
        return List.of(
                Row.against(on + "calls answered", rate, peer(bareRate), Target.none()),
                Row.against(
                        on + "99 of 100 answered within",
                        Figure.seconds(tail.samples()),
                        peer(Figure.seconds(bareTail.samples())),
                        Target.none()),
                Row.of(
                        on + "probes of both databases, counted in " + ServerWork.unit(engine),
                        Figure.perSecond(probes.samples()),
                        Target.none()));
    }

    private static Peer peer(Figure figure) {
        return new Peer("bare Jetty", figure);
    }

    @Override
    public void close() throws IOException, SQLException {
        try (work;
                bare) {
            agent.close();
        }
    }
}
