package dev.dbsync.agent.chaos.kill;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * What came of one kill.
 *
 * @param point when it came
 * @param failure why the next sync did not finish as it should; null where it did
 */
record KillResult(KillPoint point, @Nullable String failure) {

    static KillResult finished(KillPoint point) {
        return new KillResult(point, null);
    }

    static KillResult failed(KillPoint point, Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return new KillResult(point, text.toString());
    }

    boolean isFinished() {
        return failure == null;
    }

    @Override
    public String toString() {
        return point + (failure == null ? ": finished" : "\n" + failure);
    }
}
