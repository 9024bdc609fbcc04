package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.AppliedStep;
import dev.dbsync.agent.operations.DatabaseResult;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.Waiting;
import dev.dbsync.agent.vocabulary.PlainText;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lines for a log: one for each step that is done, and one a second at most for what is being worked on. */
final class PlainProgress implements ProgressDisplay {
    private static final long SECOND = 1_000_000_000;
    private static final long REMINDER = 30 * SECOND;

    private final PrintWriter out;
    private final LongSupplier nanoseconds;
    private final Map<String, Integer> shown = new HashMap<>();
    private @Nullable String current;
    private @Nullable Object waitsFor;
    private long shownAt;

    /**
     * A display that has not shown anything.
     *
     * @param nanoseconds a clock, as {@link System#nanoTime}
     */
    PlainProgress(PrintWriter out, LongSupplier nanoseconds) {
        this.out = out;
        this.nanoseconds = nanoseconds;
        this.shownAt = nanoseconds.getAsLong();
    }

    @Override
    public void show(Operation operation) {
        operation.databases().forEach(this::showSteps);
        show(operation.waiting());
        String now = operation.progress().current();
        if (now != null && !Objects.equals(now, current) && nanoseconds.getAsLong() - shownAt >= SECOND) {
            println(now + " (" + operation.progress().done() + " of "
                    + operation.progress().total() + ")");
            current = now;
        }
    }

    /** What is waited for, when that begins, and now and then since the sessions in the way come and go. */
    private void show(@Nullable Waiting waiting) {
        Object what = waiting == null ? null : List.of(waiting.database(), waiting.since());
        if (waiting != null && (!Objects.equals(what, waitsFor) || nanoseconds.getAsLong() - shownAt >= REMINDER)) {
            println(waiting.describe());
        }
        waitsFor = what;
    }

    private void showSteps(DatabaseResult result) {
        List<AppliedStep> applied = result.applied();
        for (AppliedStep step : applied.subList(shown.getOrDefault(result.name(), 0), applied.size())) {
            println(result.name() + ": " + PlanReport.lowerCase(step.kind()) + " " + step.id() + " done in "
                    + step.durationMs() + " ms");
        }
        shown.put(result.name(), applied.size());
    }

    private void println(String line) {
        out.println(PlainText.line(line));
        shownAt = nanoseconds.getAsLong();
    }
}
