package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.DatabasePlan;
import dev.dbsync.agent.operations.PlannedStep;
import dev.dbsync.agent.readiness.ReadinessFinding;
import dev.dbsync.agent.rpc.PlanAnswer;
import dev.dbsync.agent.vocabulary.PlainText;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

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
        if (answer.changes() && !answer.digest().isEmpty()) {
            out.println(PlainText.line("digest " + answer.digest()));
        }
    }

    private void print(DatabasePlan plan, PrintWriter out) {
        out.println(PlainText.line(summary(plan)));
        if (!plan.steps().isEmpty()) {
            steps(plan).lines().forEach(line -> out.println("  " + line));
        }
        plan.steps().forEach(step -> step.impact()
                .forEach(impact -> out.println(PlainText.line("  " + step.id() + " needs " + impact.describe()))));
        plan.drift().forEach(difference -> out.println(PlainText.line("  drift: " + difference.describe())));
        if (plan.readiness() != null) {
            plan.readiness().forEach(finding -> print(finding, out));
            if (plan.readiness().isEmpty() && plan.error() == null) {
                out.println("  ready: its rows tell of nothing to be done");
            }
        }
        if (!plan.held().isEmpty()) {
            String ids = plan.held().stream().map(PlannedStep::id).collect(Collectors.joining(", "));
            out.println(PlainText.line("  held: " + ids));
        }
    }

    private static void print(ReadinessFinding finding, PrintWriter out) {
        String objects = finding.objects().isEmpty() ? "" : " (" + String.join(", ", finding.objects()) + ")";
        out.println(PlainText.line("  " + lowerCase(finding.level()) + ": " + finding.message() + objects));
        out.println(PlainText.line("    Remedy: " + finding.remedy()));
    }

    /** One line on a plan. */
    static String summary(DatabasePlan plan) {
        if (plan.error() != null) {
            return plan.name() + ": refused, see below";
        }
        if (!plan.changes()) {
            return plan.name() + ": nothing to do, is at " + PositionText.of(plan.from());
        }
        int count = plan.steps().size();
        return plan.name() + ": from " + PositionText.of(plan.from()) + " to " + plan.to() + ", "
                + (count == 1 ? "1 step" : count + " steps");
    }

    private TextTable steps(DatabasePlan plan) {
        TextTable table = counts
                ? new TextTable("STEP", "ID", "EFFECT", "STATEMENTS", "DESCRIPTION")
                : new TextTable("STEP", "ID", "EFFECT", "DESCRIPTION");
        for (PlannedStep step : plan.steps()) {
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
