package dev.dbsync.agent.planning;

import dev.dbsync.agent.state.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sync would do to one database. Data, with no behaviour of its own. */
public sealed interface Plan {

    /** The steps; empty unless there is something to do. */
    default List<Step> steps() {
        return List.of();
    }

    /** The revision that the database has afterwards; null where the plan is refused. */
    default @Nullable String to() {
        return null;
    }

    /**
     * Steps to run, in order.
     *
     * @param steps at least one
     * @param to the revision that the database has afterwards
     */
    record Outstanding(List<Step> steps, String to) implements Plan {
        public Outstanding {
            steps = List.copyOf(steps);
        }
    }

    /**
     * The database is where the request wants it, or past it.
     *
     * @param to the revision that it has, and keeps
     * @param message why there is nothing to do, in one sentence
     */
    record NothingToDo(String to, String message) implements Plan {}

    /**
     * The state forbids it.
     *
     * @param problem why, and what to do
     */
    record Refused(Problem problem) implements Plan {}
}
