package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.measure.Section;

/** One thing that is measured. */
public interface Topic {

    /** As {@code --only} names it. */
    String name();

    /** The heading of its tables. */
    String title();

    /**
     * Measures.
     *
     * @throws Exception if something did not work, in which case no figure of it is worth anything
     */
    Section measure(Ground ground, AgentProgram agent, Effort effort) throws Exception;
}
