package dev.dbsync.agent.cli;

import dev.dbsync.agent.rpc.Plan;
import dev.dbsync.agent.rpc.PlanAnswer;
import dev.dbsync.agent.rpc.Step;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows what a sync would do, as a list of steps. What is refused and why, its caller says. */
final class PlanReport {
    private final PlanAnswer answer;
    private final boolean counts;

    /**
     * A report on an answer.
     *
     * @param counts whether its steps carry their statements, to be counted
     */
    PlanReport(PlanAnswer answer, boolean counts) {
        this.answer = answer;
        this.counts = counts;
    }

    static int exitStatus(PlanAnswer answer) {
        if (answer.databases().stream().anyMatch(plan -> plan.error() != null)) {
            return ExitStatus.ERROR;
        }
        return answer.changes() ? ExitStatus.ATTENTION : ExitStatus.DONE;
    }

    void print(PrintWriter out) {
        answer.databases().forEach(plan -> print(plan, out));
    }

    private void print(Plan plan, PrintWriter out) {
        out.println(Printable.text(summary(plan)));
        if (!plan.steps().isEmpty()) {
            steps(plan).lines().forEach(line -> out.println("  " + line));
        }
    }

    /** One line on a plan. */
    static String summary(Plan plan) {
        if (plan.error() != null) {
            return plan.name() + ": refused, see below";
        }
        if (!plan.changes()) {
            return plan.name() + ": nothing to do, is at " + Place.of(plan.from());
        }
        int count = plan.steps().size();
        return plan.name() + ": from " + Place.of(plan.from()) + " to " + plan.to() + ", "
                + (count == 1 ? "1 step" : count + " steps");
    }

    private TextTable steps(Plan plan) {
        TextTable table = counts
                ? new TextTable("STEP", "ID", "EFFECT", "STATEMENTS", "DESCRIPTION")
                : new TextTable("STEP", "ID", "EFFECT", "DESCRIPTION");
        for (Step step : plan.steps()) {
            String kind = lowerCase(step.kind());
            String effect = lowerCase(step.effect());
            if (counts) {
                String statements = String.valueOf(step.statements().size());
                table.add(kind, step.id(), effect, statements, step.description());
            } else {
                table.add(kind, step.id(), effect, step.description());
            }
        }
        return table;
    }

    static String lowerCase(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
