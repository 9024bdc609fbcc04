package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.Rpc;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.ground.Wrk;
import dev.dbsync.agent.bench.measure.Contest;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Samples;
import dev.dbsync.agent.bench.measure.Series;
import dev.dbsync.agent.bench.measure.Table;
import dev.dbsync.agent.database.Engine;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code status} of two databases, against the number of callers. */
final class GrowthOfCallers implements AutoCloseable {
    private static final String STATUS = Rpc.request("status", Map.of());
    private static final List<Integer> CALLERS = List.of(1, 8, 64, 256);
    private static final int SHARE_OF_A_CROWD = 3;

    private final ServingAgent agent;
    private final Wrk crowd;
    private final Map<Integer, Series> tails = new HashMap<>();
    private final Map<Integer, Series> refused = new HashMap<>();

    GrowthOfCallers(Ground ground, AgentProgram program) throws Exception {
        NovaDatabases databases = ground.newDatabasesOfAgent(Engine.POSTGRESQL);
        agent = ServingAgent.start(program, AgentSettings.in(ground.folder(), databases.configured()));
        crowd = Wrk.posting(STATUS, ground.newFolder("wrk"));
    }

    Table measure(Effort effort) throws Exception {
        agent.sync();
        agent.statusAtHead();
        int seconds = Math.max(1, effort.crowdSeconds() / SHARE_OF_A_CROWD);
        Contest contest = new Contest();
        for (int callers : CALLERS) {
            contest.add(String.valueOf(callers), effort.rounds(), () -> rate(callers, seconds));
        }
        Contest.Results rates = contest.run();
        return new Table(
                List.of("`status` of two databases, callers", "answered", "refused (503)", "99 of 100 within"),
                CALLERS.stream().map(callers -> line(callers, rates)).toList());
    }

    /** More callers than the agent has places for are refused, each at once. */
    private double rate(int callers, int seconds) throws IOException, InterruptedException {
        Wrk.Seen seen = crowd.callWhoMayBeRefused(agent.settings().port(), callers, seconds);
        tails.computeIfAbsent(callers, key -> new Series()).add(seen.tail());
        refused.computeIfAbsent(callers, key -> new Series()).add(seen.refusedPerSecond());
        return seen.perSecond();
    }

    private List<String> line(int callers, Contest.Results rates) {
        return List.of(
                "PostgreSQL, " + callers,
                Figure.perSecond(rates.of(String.valueOf(callers))).text(),
                Figure.perSecond(samples(refused, callers)).text(),
                Figure.seconds(samples(tails, callers)).text());
    }

    private static Samples samples(Map<Integer, Series> series, int callers) {
        return series.getOrDefault(callers, new Series()).samples();
    }

    @Override
    public void close() throws IOException {
        agent.close();
    }
}
