package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.measure.Contest;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Peer;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.bench.measure.Unit;
import dev.dbsync.agent.bench.peer.BareServer;
import dev.dbsync.agent.database.Engine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** From the start of the process until it answers that it is ready. */
record Start(Ground ground, AgentProgram program) {
    private static final double LIMIT = 0.6;
    private static final byte[] ANSWER = "{}".getBytes(StandardCharsets.US_ASCII);

    List<Row> rows(Effort effort) throws Exception {
        NovaDatabases databases = ground.newDatabasesOfAgent(Engine.POSTGRESQL);
        AgentSettings settings = AgentSettings.in(ground.folder(), databases.configured());
        Path folder = ground.newFolder("bare");
        List<String> java = javaOf(settings);
        Contest.Results started = new Contest()
                .add("agent", effort.rounds(), () -> timeAgent(settings))
                .add("bare", effort.rounds(), () -> timeBare(java, folder))
                .run();
        return List.of(Row.against(
                "start to ready",
                Figure.seconds(started.of("agent")),
                new Peer("bare Jetty, start to first answer", Figure.seconds(started.of("bare"))),
                Target.below(LIMIT, Unit.SECONDS)));
    }

    /** Also the first start, which makes its folders and does not count. */
    private List<String> javaOf(AgentSettings settings) throws Exception {
        try (ServingAgent agent = ServingAgent.start(program, settings)) {
            agent.sync();
            return agent.facts().javaCommand();
        }
    }

    private double timeAgent(AgentSettings settings) throws Exception {
        long start = System.nanoTime();
        try (ServingAgent agent = ServingAgent.start(program, settings)) {
            return secondsUntil(agent.readyAt(), start);
        }
    }

    private static double timeBare(List<String> java, Path folder) throws Exception {
        long start = System.nanoTime();
        try (BareServer server = BareServer.start(java, folder, ANSWER)) {
            return secondsUntil(server.readyAt(), start);
        }
    }

    private static double secondsUntil(long end, long start) {
        return (end - start) / 1e9;
    }
}
