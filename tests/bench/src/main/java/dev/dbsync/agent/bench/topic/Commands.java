package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.MeasuredCommand;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.measure.Contest;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Peer;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Series;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.bench.measure.Trial;
import dev.dbsync.agent.bench.measure.Unit;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.NovaManage;
import java.io.IOException;
import java.util.List;

/** Whole processes that say where databases stand: the agent's command, by itself and through an agent that serves, and Nova's own. */
final class Commands implements AutoCloseable {

    private final List<String> alone;
    private final List<String> asking;
    private final ServingAgent agent;
    private final NovaManage nova;
    private final MeasuredCommand measured;
    private final Series alonePeak = new Series();
    private final Series askingPeak = new Series();
    private final Series novaPeak = new Series();

    Commands(Ground ground, AgentProgram program) throws Exception {
        NovaDatabases databases = ground.newDatabasesOfAgent(Engine.POSTGRESQL);
        AgentSettings unserved = AgentSettings.in(ground.folder(), databases.configured());
        AgentSettings served = AgentSettings.in(ground.folder(), databases.configured());
        alone = program.with("status", "--config", unserved.file().toString());
        asking = program.with("status", "--config", served.file().toString());
        measured = MeasuredCommand.in(ground.newFolder("measured"));
        agent = ServingAgent.start(program, served);
        agent.sync();
        nova = new NovaManage(databases.main(), databases.api());
    }

    List<Row> rows(Effort effort) throws Exception {
        Contest.Results taken = new Contest()
                .add("alone", effort.rounds(), trial(alone, alonePeak))
                .add("asking", effort.rounds(), trial(asking, askingPeak))
                .add("nova", effort.slowRounds(), trial(nova.command("db", "version"), novaPeak))
                .run();
        Peer seconds = peer(Figure.seconds(taken.of("nova")));
        Peer peak = peer(Figure.mebibytes(novaPeak.samples()));
        return List.of(
                Row.against(
                        time("no agent serves"),
                        Figure.seconds(taken.of("alone")),
                        seconds,
                        Target.below(0.45, Unit.SECONDS)),
                Row.against(
                        time("of an agent that serves"),
                        Figure.seconds(taken.of("asking")),
                        seconds,
                        Target.below(0.25, Unit.SECONDS)),
                Row.against(
                        memory("no agent serves"),
                        Figure.mebibytes(alonePeak.samples()),
                        peak,
                        Target.below(80, Unit.MEBIBYTES)),
                Row.against(
                        memory("of an agent that serves"),
                        Figure.mebibytes(askingPeak.samples()),
                        peak,
                        Target.below(60, Unit.MEBIBYTES)));
    }

    private Trial trial(List<String> command, Series peak) {
        return () -> {
            MeasuredCommand.Taken taken = measured.run(command);
            peak.add(taken.peakMebibytes());
            return taken.seconds();
        };
    }

    private static String time(String how) {
        return "`dbsync-agent status`, whole process, " + how;
    }

    private static String memory(String how) {
        return "its resident memory at most, " + how;
    }

    private static Peer peer(Figure figure) {
        return new Peer("`nova-manage db version`", figure);
    }

    @Override
    public void close() throws IOException {
        try (nova) {
            agent.close();
        }
    }
}
