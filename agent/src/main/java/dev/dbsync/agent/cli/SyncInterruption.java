package dev.dbsync.agent.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What becomes of a sync that somebody no longer wants to wait for. */
final class SyncInterruption {
    /** For as long as a person may be asked to; a second signal is always heard. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final @Nullable LocalAgent local;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * Prepares for an interruption.
     *
     * @param local the agent in this process that does the work; null where another process has it
     */
    SyncInterruption(@Nullable LocalAgent local, PrintWriter out, PrintWriter err) {
        this.local = local;
        this.out = out;
        this.err = err;
    }

    /** Ends the process. */
    void interrupt(int status) {
        out.println();
        if (local == null) {
            say("the running agent goes on with the sync; see `dbsync-agent status` for how far it is");
        } else {
            drain(local);
        }
        // Not an orderly exit: its hooks would close databases that may still be at work, and the display is done with.
        Runtime.getRuntime().halt(status);
    }

    private void drain(LocalAgent agent) {
        say("interrupted: the sync runs in this process, which ends with it, or in " + LIMIT.toSeconds()
                + " s; press Ctrl-C again to end at once");
        try {
            say(
                    agent.drain(LIMIT)
                            ? "the sync has come to its end; see `dbsync-agent status` for where that is"
                            : "the sync is interrupted; the next one goes on where it stopped");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String text) {
        err.println("dbsync-agent: " + text);
    }
}
