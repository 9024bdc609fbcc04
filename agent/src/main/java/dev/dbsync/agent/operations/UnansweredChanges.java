package dev.dbsync.agent.operations;

import dev.dbsync.agent.execution.SentCommit;
import dev.dbsync.agent.execution.StepFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a sync sent and got no answer to: it may have changed something or not. Not thread-safe. */
final class UnansweredChanges {
    private boolean takenBack;
    private boolean uncertain;
    private @Nullable SentCommit commit;

    /** Whether the server takes back what was sent before a commit, where the connection breaks. */
    void takenBack(boolean byServer) {
        takenBack = byServer;
    }

    void note(Outcome.Broken broken) {
        broken.sentCommit().ifPresent(sent -> commit = sent);
        boolean inStep = broken.thrown() instanceof StepFailedException;
        uncertain |= commit != null || (inStep && !takenBack && !broken.refusedByServer());
    }

    /**
     * Asks what became of a commit. The step is the operation's if it arrived, although nobody said so.
     *
     * @throws SQLException if the connection fails
     */
    void settle(Connection connection, DatabasePipeline pipeline, SyncListener listener) throws SQLException {
        if (commit != null && pipeline.tookPlace(connection, commit)) {
            listener.stepDone(commit.step(), commit.duration());
        }
        commit = null;
        uncertain &= !takenBack;
    }

    /** Nobody will find out any more: better to say that something was changed than that nothing was. */
    void admit(SyncListener listener) {
        if (uncertain) {
            listener.changed();
        }
    }
}
