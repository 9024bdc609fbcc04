package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Section;
import java.util.ArrayList;
import java.util.List;

/** What the agent takes of a host: time to start, memory, room on disk. */
public final class Footprint implements Topic {
    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String title() {
        return "What it takes of a host";
    }

    @Override
    public Section measure(Ground ground, AgentProgram agent, Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>(new Start(ground, agent).rows(effort));
        rows.addAll(new Memory(ground, agent).rows(effort));
        try (Commands commands = new Commands(ground, agent)) {
            rows.addAll(commands.rows(effort));
        }
        if (agent.installation() != null) {
            rows.addAll(new Room(agent.installation()).rows());
        }
        return Section.of(rows);
    }
}
