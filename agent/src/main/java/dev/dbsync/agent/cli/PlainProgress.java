package dev.dbsync.agent.cli;

import dev.dbsync.agent.rpc.Applied;
import dev.dbsync.agent.rpc.DatabaseResult;
import dev.dbsync.agent.rpc.Operation;
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

    private final PrintWriter out;
    private final LongSupplier nanoseconds;
    private final Map<String, Integer> shown = new HashMap<>();
    private @Nullable String current;
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
        String now = operation.progress().current();
        if (now != null && !Objects.equals(now, current) && nanoseconds.getAsLong() - shownAt >= SECOND) {
            println(now + " (" + operation.progress().done() + " of "
                    + operation.progress().total() + ")");
            current = now;
        }
    }

    private void showSteps(DatabaseResult result) {
        List<Applied> applied = result.applied();
        for (Applied step : applied.subList(shown.getOrDefault(result.name(), 0), applied.size())) {
            println(result.name() + ": " + PlanReport.lowerCase(step.kind()) + " " + step.id() + " done in "
                    + step.durationMs() + " ms");
        }
        shown.put(result.name(), applied.size());
    }

    private void println(String line) {
        out.println(Printable.text(line));
        shownAt = nanoseconds.getAsLong();
    }
}
