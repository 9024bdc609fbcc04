package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.BusyServer;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What others notice of an upgrade from Zed to head while sixteen of them read and four write, and somebody stands in its way: how long
 * their statements take, and how many fail.
 */
public final class Traffic implements Topic {
    /** The folder of MySQL's programs, as {@code bin/bench} has them brought. */
    private static final String MYSQL = "dbsync.bench.mysql";

    @Override
    public String name() {
        return "traffic";
    }

    @Override
    public String title() {
        return "What a cloud at work notices of an upgrade";
    }

    @Override
    public Section measure(Ground ground, AgentProgram agent, Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (BusyServer.Start start : servers(ground, effort, notes)) {
            try (BusyServer server = start.start();
                    TrafficRace race = new TrafficRace(server, ground, agent, effort)) {
                race.run(rows, notes);
            }
        }
        return Section.of(rows).withNotes(notes);
    }

    private static List<BusyServer.Start> servers(Ground ground, Effort effort, List<String> notes) {
        List<BusyServer.Start> servers = new ArrayList<>();
        effort.engines().forEach(engine -> servers.add(() -> BusyServer.of(ground, engine)));
        if (effort.moreServers()) {
            String mysql = System.getProperty(MYSQL, "");
            if (mysql.isEmpty()) {
                notes.add("MySQL was left out: it could not be had.");
            } else {
                servers.add(() -> BusyServer.mysql(Path.of(mysql)));
            }
            BusyServer.galera(ground)
                    .ifPresentOrElse(
                            servers::add, () -> notes.add("Galera was left out: install galera-4, rsync and haproxy."));
        }
        return servers;
    }
}
