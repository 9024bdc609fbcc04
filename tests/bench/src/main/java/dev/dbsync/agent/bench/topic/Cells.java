package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.ConfiguredDatabase;
import dev.dbsync.agent.bench.ground.Ground;
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
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.NovaCatalogue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many cells at once: a main database each, on one server. */
public final class Cells implements Topic {
    private static final String STATUS = Rpc.request("status", Map.of());
    private static final int STATUS_CALLS = 20;
    private static final double FASTER = 1.7;
    private static final double STATUS_LIMIT = 0.25;

    @Override
    public String name() {
        return "cells";
    }

    @Override
    public String title() {
        return "Many cells, from empty to head and when they are there";
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
        List<ConfiguredDatabase> cells = cells(ground.server(engine), effort.cells());
        try (ServingAgent parallel = ServingAgent.start(program, AgentSettings.in(ground.folder(), cells));
                ServingAgent serial =
                        ServingAgent.start(program, AgentSettings.in(ground.folder(), cells, "parallel = 1"))) {
            Contest.Results syncs = new Contest()
                    .add("parallel", effort.slowRounds(), sync(parallel, cells))
                    .add("serial", effort.slowRounds(), sync(serial, cells))
                    .run();
            Contest.Results questions = new Contest()
                    .addCalls("status", STATUS_CALLS, effort.rounds(), STATUS_CALLS, status(parallel))
                    .run();
            return rows("%s, %d cells, ".formatted(Ground.name(engine), cells.size()), syncs, questions);
        } finally {
            drop(cells);
        }
    }

    private static List<Row> rows(String on, Contest.Results syncs, Contest.Results questions) {
        return List.of(
                Row.against(
                        on + "RPC `sync`",
                        Figure.seconds(syncs.of("parallel")),
                        new Peer("the agent with `parallel = 1`", Figure.seconds(syncs.of("serial"))),
                        Target.timesFaster(FASTER)),
                Row.of(
                        on + "`status` of all",
                        Figure.calls(questions.of("status")),
                        Target.below(STATUS_LIMIT, Unit.SECONDS)));
    }

    private static List<ConfiguredDatabase> cells(DatabaseServer server, int count) throws SQLException {
        List<ConfiguredDatabase> cells = new ArrayList<>();
        for (int cell = 1; cell <= count; cell++) {
            cells.add(new ConfiguredDatabase("cell" + cell, NovaCatalogue.MAIN.label(), server.createDatabase()));
        }
        return cells;
    }

    private static Trial sync(ServingAgent agent, List<ConfiguredDatabase> cells) {
        return () -> {
            for (ConfiguredDatabase cell : cells) {
                cell.database().server().recreate(cell.database());
            }
            double seconds = agent.timeSync();
            for (ConfiguredDatabase cell : cells) {
                cell.requireHead();
            }
            return seconds;
        };
    }

    private static Trial status(ServingAgent agent) {
        return () -> Trial.seconds(() -> agent.rpc().post(STATUS));
    }

    /** Fifty databases take gigabytes, which the topics after this one are to have. */
    private static void drop(List<ConfiguredDatabase> cells) throws SQLException {
        for (ConfiguredDatabase cell : cells) {
            cell.database().close();
        }
    }
}
