package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.Rpc;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.measure.Contest;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Peer;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Section;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.bench.measure.Trial;
import dev.dbsync.agent.bench.measure.Unit;
import dev.dbsync.agent.bench.peer.ProbeQueries;
import dev.dbsync.agent.database.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What costs when nothing is to be done: {@code status}, and {@code sync} of databases that are at head. */
public final class Questions implements Topic {
    private static final String STATUS = Rpc.request("status", Map.of());
    private static final double LIMIT = 0.005;

    @Override
    public String name() {
        return "questions";
    }

    @Override
    public String title() {
        return "Two databases at head, one caller";
    }

    @Override
    public Section measure(Ground ground, AgentProgram agent, Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Engine engine : effort.engines()) {
            rows.addAll(on(engine, ground, agent, effort));
        }
        return Section.of(rows);
    }

    private static List<Row> on(Engine engine, Ground ground, AgentProgram program, Effort effort) throws Exception {
        NovaDatabases databases = ground.newDatabasesOfAgent(engine);
        try (ServingAgent agent =
                ServingAgent.start(program, AgentSettings.in(ground.folder(), databases.configured()))) {
            agent.sync();
            databases.requireHead();
            ProbeQueries queries = ProbeQueries.seenOn(databases, program, ground.folder());
            return rows(Ground.name(engine) + ", ", queries.count(), race(agent, queries, effort));
        }
    }

    private static Contest.Results race(ServingAgent agent, ProbeQueries queries, Effort effort) throws Exception {
        int calls = effort.calls();
        try (ProbeQueries.Open open = queries.open()) {
            return new Contest()
                    .addCalls("status", calls, effort.rounds(), calls, timed(() -> agent.rpc()
                            .post(STATUS)))
                    .addCalls("open", calls, effort.rounds(), calls, timed(open::ask))
                    .addCalls("sync", calls, effort.rounds(), calls, agent::timeSync)
                    .addCalls("anew", calls, effort.rounds(), calls, timed(queries::askAnew))
                    .run();
        }
    }

    private static Trial timed(Trial.Work work) {
        return () -> Trial.seconds(work);
    }

    private static List<Row> rows(String on, int queries, Contest.Results measured) {
        Peer open = new Peer(queries + " queries, open connections", Figure.calls(measured.of("open")));
        Peer anew = new Peer(queries + " queries, new connections", Figure.calls(measured.of("anew")));
        List<Row> rows = new ArrayList<>();
        for (String method : List.of("status", "sync")) {
            String what = on + "`" + method + "`" + (method.equals("sync") ? ", nothing to do" : "");
            Figure figure = Figure.calls(measured.of(method));
            rows.add(Row.of(what, figure, Target.below(LIMIT, Unit.SECONDS)));
            rows.add(Row.against(what, figure, open, Target.atMostTimes(method.equals("sync") ? 1.8 : 1.4)));
            rows.add(Row.against(what, figure, anew, Target.none()));
        }
        return rows;
    }
}
