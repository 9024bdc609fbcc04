package dev.dbsync.agent.execution;

import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.state.Problem;
import java.util.List;

/** What came of resolving steps against a database: steps that can be run, or why they cannot. */
public sealed interface Resolution {

    /**
     * They can be run.
     *
     * @param steps in order
     * @param live the schema that was found
     */
    record Ready(List<ResolvedStep> steps, Schema live) implements Resolution {
        public Ready {
            steps = List.copyOf(steps);
        }
    }

    /** Something else is where a step would make something; nothing was run. */
    record Blocked(Problem problem) implements Resolution {}
}
