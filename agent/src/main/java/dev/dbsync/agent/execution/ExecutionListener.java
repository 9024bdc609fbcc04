package dev.dbsync.agent.execution;

import dev.dbsync.agent.planning.Step;
import java.time.Duration;

/** Hears how an execution gets on. Called on the executing thread, which waits: implementations must be quick. */
public interface ExecutionListener {

    /** The steps are known, with this many units to run in all. */
    default void resolved(int units) {}

    /** A unit is about to run; {@code object} names what it is about. */
    default void unitStarted(Step step, String object) {}

    /** Units have been sent and accepted. On an engine with transactional DDL they count when the step is recorded. */
    default void unitsDone(int count) {}

    /** Something was changed that no roll-back takes away again, whatever becomes of the step. */
    default void changed() {}

    /** A step is recorded in the database. */
    default void stepDone(Step step, Duration duration) {}

    /** Whether another step may begin; asked between steps. */
    default boolean goesOn() {
        return true;
    }
}
