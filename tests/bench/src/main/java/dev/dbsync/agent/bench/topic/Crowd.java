package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Section;
import dev.dbsync.agent.database.Engine;
import java.util.ArrayList;
import java.util.List;

/** {@code status}, asked by many at once. */
public final class Crowd implements Topic {
    static final int CALLERS = 64;

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public String title() {
        return "`status` of two databases, " + CALLERS + " callers at once";
    }

    @Override
    public Section measure(Ground ground, AgentProgram agent, Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Engine engine : effort.engines()) {
            try (CrowdRace race = new CrowdRace(ground, agent, engine)) {
                rows.addAll(race.run(effort));
            }
        }
        return Section.of(rows);
    }
}
