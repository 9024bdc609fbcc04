package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.PassingFailures;
import dev.dbsync.agent.execution.StepFailedException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong during a sync.
 *
 * @param step the step that it hit; null outside of steps
 * @param cause what the server or the driver said
 * @param nanos when, on {@link System#nanoTime}
 */
record SyncFailure(@Nullable StepFailedException step, SQLException cause, long nanos) {

    /** Whether the connection is of no use any more. */
    boolean lost() {
        return PassingFailures.lost(cause);
    }

    /** Whether another attempt may fare better. */
    boolean passing() {
        return lost() || refusedForNow() || PassingFailures.collided(cause);
    }

    /** Whether the schema moved between the look and the statement; worth another look, though not many. */
    boolean overtaken() {
        return step != null && PassingFailures.overtaken(cause);
    }

    boolean refusedForNow() {
        return PassingFailures.refusedForNow(cause);
    }

    /** Never lose the later ones: they may be what an operator needs to know. */
    void addSuppressed(SyncFailure later) {
        if (later.cause != cause) {
            cause.addSuppressed(later.cause);
        }
    }

    /** Throws the failure as what it was. */
    SQLException thrown() throws StepFailedException {
        if (step != null) {
            throw step;
        }
        return cause;
    }
}
