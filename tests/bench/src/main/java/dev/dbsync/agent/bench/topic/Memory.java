package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.Rpc;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.ground.Wrk;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Peer;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Series;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.bench.measure.Unit;
import dev.dbsync.agent.bench.peer.BareServer;
import dev.dbsync.agent.database.Engine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Memory of an agent that serves: after its first sync, and after many calls. Each round is a new process. */
final class Memory {
    private static final String STATUS = Rpc.request("status", Map.of());
    private static final int IDLE_MILLISECONDS = 3000;
    private static final int CALLERS = 8;
    private static final int SECONDS = 1;
    private static final double IDLE_LIMIT = 90;
    private static final double STEADY_LIMIT = 100;
    private static final double FLAT = 1.05;

    private final Ground ground;
    private final AgentProgram program;
    private final NovaDatabases databases;
    private final Wrk crowd;
    private final Series idle = new Series();
    private final Series idleProportional = new Series();
    private final Series bareIdle = new Series();
    private final Series middle = new Series();
    private final Series end = new Series();
    private final Series bareEnd = new Series();

    Memory(Ground ground, AgentProgram program) throws Exception {
        this.ground = ground;
        this.program = program;
        databases = ground.newDatabasesOfAgent(Engine.POSTGRESQL);
        crowd = Wrk.posting(STATUS, ground.newFolder("wrk"));
    }

    List<Row> rows(Effort effort) throws Exception {
        for (int round = 0; round < effort.rounds(); round++) {
            round(effort, round < effort.slowRounds());
        }
        return List.of(
                Row.against(
                        "resident memory, idle after a sync of both",
                        mebibytes(idle),
                        peer(bareIdle),
                        below(IDLE_LIMIT)),
                Row.of("the same, shared pages in part (PSS)", mebibytes(idleProportional), Target.none()),
                Row.against("resident memory " + what(effort, 1), mebibytes(end), peer(bareEnd), below(STEADY_LIMIT)),
                Row.against(
                        "flat: the same against half of it",
                        mebibytes(end),
                        new Peer(what(effort, 2), mebibytes(middle)),
                        Target.atMostTimes(FLAT)));
    }

    private static String what(Effort effort, int part) {
        return String.format(
                Locale.ROOT,
                "after %,d syncs and %,d calls of `status`",
                effort.steadySyncs() / part,
                effort.steadyCalls() / part);
    }

    private void round(Effort effort, boolean steady) throws Exception {
        databases.empty();
        try (ServingAgent agent =
                        ServingAgent.start(program, AgentSettings.in(ground.folder(), databases.configured()));
                BareServer bare = bare(agent)) {
            agent.sync();
            Thread.sleep(IDLE_MILLISECONDS);
            idle.add(agent.facts().residentMebibytes());
            idleProportional.add(agent.facts().proportionalMebibytes());
            bareIdle.add(bare.facts().residentMebibytes());
            if (steady) {
                steady(agent, bare, effort);
            }
            agent.statusAtHead();
        }
    }

    private BareServer bare(ServingAgent agent) throws Exception {
        return BareServer.start(
                agent.facts().javaCommand(),
                ground.newFolder("bare"),
                agent.rpc().post(STATUS));
    }

    private void steady(ServingAgent agent, BareServer bare, Effort effort) throws Exception {
        half(agent, effort);
        middle.add(agent.facts().residentMebibytes());
        half(agent, effort);
        end.add(agent.facts().residentMebibytes());
        call(bare.port(), effort.steadyCalls());
        bareEnd.add(bare.facts().residentMebibytes());
    }

    private void half(ServingAgent agent, Effort effort) throws IOException, InterruptedException {
        for (int sync = 0; sync < effort.steadySyncs() / 2; sync++) {
            agent.sync();
        }
        call(agent.settings().port(), effort.steadyCalls() / 2);
    }

    private void call(int port, int calls) throws IOException, InterruptedException {
        for (long done = 0; done < calls; ) {
            done += crowd.call(port, CALLERS, SECONDS).calls();
        }
    }

    private static Figure mebibytes(Series series) {
        return Figure.mebibytes(series.samples());
    }

    private static Peer peer(Series series) {
        return new Peer("bare Jetty", mebibytes(series));
    }

    private static Target below(double limit) {
        return Target.below(limit, Unit.MEBIBYTES);
    }
}
