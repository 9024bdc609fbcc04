package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.LeaseLostException;
import dev.dbsync.agent.database.PassingFailures;
import dev.dbsync.agent.execution.SentCommit;
import dev.dbsync.agent.execution.StepFailedException;
import dev.dbsync.agent.state.Problem;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What came of a sync of one database, or of one attempt at it. What a client is told of the end, the journal keeps and
 * metrics count follows from this value, and from nothing that was left behind.
 */
sealed interface Outcome {

    /** What it comes to for the database in whose name it happened. */
    End end(ManagedDatabase database);

    /** An outcome that nothing follows. */
    sealed interface End extends Outcome {
        @Override
        default End end(ManagedDatabase database) {
            return this;
        }
    }

    /** The plan was carried out: its steps were run, or there was nothing to do, or the state forbids it. */
    record Done(Planned planned) implements End {}

    /** It could not be done, or not to its end. */
    record Failed(Problem problem) implements End {}

    /** Steps are left, and nothing is wrong with the database: the next sync goes on. */
    record Interrupted(Problem problem) implements End {}

    /**
     * It was called off, or not begun since another has to succeed first.
     *
     * @param why the beginning of a sentence
     */
    record Cancelled(String why) implements End {}

    /**
     * Something was thrown.
     *
     * @param thrown what, Errors included
     * @param nanos when, on {@link System#nanoTime}
     */
    record Broken(Throwable thrown, long nanos) implements Outcome {

        @Override
        public End end(ManagedDatabase database) {
            return new Failed(Failures.of(database, this));
        }

        /** What the server, the driver or our own code said, without what was put around it on its way. */
        Throwable cause() {
            if (thrown instanceof StepFailedException step) {
                return step.failure();
            }
            return thrown instanceof UnreachableException unreachable ? unreachable.failure() : thrown;
        }

        /** The commit that was sent and not answered, where it came that far. */
        Optional<SentCommit> sentCommit() {
            return thrown instanceof StepFailedException step ? step.sentCommit() : Optional.empty();
        }

        /** Whether the server said no, and is still there to be asked; all else may or may not have arrived. */
        boolean refusedByServer() {
            return cause() instanceof SQLException && !lost();
        }

        /** Whether the connection is of no use any more. */
        boolean lost() {
            return is(PassingFailures::lost);
        }

        /** Whether another attempt may fare better. */
        boolean passing() {
            return thrown instanceof UnreachableException ? refusedForNow() : lost() || refusedForNow() || collided();
        }

        /** Whether the schema moved between the look and the statement; worth another look, though not many. */
        boolean overtaken() {
            return thrown instanceof StepFailedException && is(PassingFailures::overtaken);
        }

        /** Whether others use a table that a step needs. */
        boolean busy() {
            return thrown instanceof StepFailedException && is(PassingFailures::busy);
        }

        boolean leaseLost() {
            return cause() instanceof LeaseLostException;
        }

        private boolean refusedForNow() {
            return is(PassingFailures::refusedForNow);
        }

        private boolean collided() {
            return is(PassingFailures::collided);
        }

        private boolean is(Predicate<SQLException> kind) {
            return cause() instanceof SQLException failure && kind.test(failure);
        }

        /** Never lose the later ones: they may be what an operator needs to know. */
        void addSuppressed(Broken later) {
            if (later.cause() != cause()) {
                cause().addSuppressed(later.cause());
            }
        }
    }

    /** Something that has an outcome, or throws. */
    interface Attempt {
        Outcome make() throws Exception;
    }

    /** Makes an attempt. The one place where what was thrown becomes an outcome, whatever it is. */
    static Outcome of(Attempt attempt) {
        try {
            return attempt.make();
        } catch (Throwable thrown) {
            return new Broken(thrown, System.nanoTime());
        }
    }
}
