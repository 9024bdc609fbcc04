package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.measure.Section;
import dev.dbsync.agent.bench.measure.Table;
import java.util.ArrayList;
import java.util.List;

/** How cost grows with tables, revisions, databases and callers. */
public final class Growth implements Topic {
    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String title() {
        return "How cost grows";
    }

    @Override
    public Section measure(Ground ground, AgentProgram agent, Effort effort) throws Exception {
        List<Table> tables = new ArrayList<>();
        tables.add(new GrowthOfTables(ground, agent).measure(effort));
        tables.add(new GrowthOfRevisions(ground, agent).measure(effort));
        tables.add(new GrowthOfDatabases(ground, agent).measure(effort));
        try (GrowthOfCallers callers = new GrowthOfCallers(ground, agent)) {
            tables.add(callers.measure(effort));
        }
        return new Section(List.of(), tables, List.of());
    }
}
