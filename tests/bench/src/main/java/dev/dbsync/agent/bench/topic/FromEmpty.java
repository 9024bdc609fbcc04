package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Section;
import dev.dbsync.agent.database.Engine;
import java.util.ArrayList;
import java.util.List;

/** Both of Nova's databases from empty to head. */
public final class FromEmpty implements Topic {
    @Override
    public String name() {
        return "from-empty";
    }

    @Override
    public String title() {
        return "Both databases from empty to head";
    }

    @Override
    public Section measure(Ground ground, AgentProgram agent, Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Engine engine : effort.engines()) {
            try (FromEmptyRace race = new FromEmptyRace(ground, agent, engine)) {
                rows.addAll(race.run(effort));
            }
        }
        return Section.of(rows);
    }
}
