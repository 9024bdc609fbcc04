package dev.dbsync.agent.bench;

import dev.dbsync.agent.bench.topic.AnsibleTasks;
import dev.dbsync.agent.bench.topic.Cells;
import dev.dbsync.agent.bench.topic.Crowd;
import dev.dbsync.agent.bench.topic.Footprint;
import dev.dbsync.agent.bench.topic.FromEmpty;
import dev.dbsync.agent.bench.topic.FromLegacy;
import dev.dbsync.agent.bench.topic.Growth;
import dev.dbsync.agent.bench.topic.Questions;
import dev.dbsync.agent.bench.topic.Topic;
import dev.dbsync.agent.bench.topic.Traffic;
import java.util.List;

/** All there is to measure, in the order in which it is measured. */
final class Topics {
    private Topics() {}

    static List<Topic> all() {
        return List.of(
                new FromEmpty(),
                new FromLegacy(),
                new Questions(),
                new Crowd(),
                new Cells(),
                new Traffic(),
                new Footprint(),
                new AnsibleTasks(),
                new Growth());
    }
}
