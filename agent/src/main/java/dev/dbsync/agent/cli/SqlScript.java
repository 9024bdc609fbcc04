package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.DatabasePlan;
import dev.dbsync.agent.operations.PlannedStep;
import dev.dbsync.agent.rpc.PlanAnswer;
import dev.dbsync.agent.vocabulary.PlainText;
import java.io.PrintWriter;

/** Shows what a sync would do as the SQL that it would send, with comments that say what belongs where. */
final class SqlScript {
    private final PlanAnswer answer;

    SqlScript(PlanAnswer answer) {
        this.answer = answer;
    }

    void print(PrintWriter out) {
        out.println(
                "-- For reading: a sync also writes the version tables, and skips what an interrupted one has done.");
        answer.databases().forEach(plan -> print(plan, out));
    }

    private static void print(DatabasePlan plan, PrintWriter out) {
        out.println();
        out.println("-- " + PlainText.line(PlanReport.summary(plan)));
        plan.steps().forEach(step -> print(step, out));
    }

    private static void print(PlannedStep step, PrintWriter out) {
        out.println();
        out.println(PlainText.line("-- " + PlanReport.lowerCase(step.kind()) + " " + step.id() + ": "
                + step.description() + " (" + PlanReport.lowerCase(step.effect()) + ")"));
        step.statements().forEach(statement -> out.println(terminated(statement)));
    }

    private static String terminated(String statement) {
        String text = statement.strip();
        return text.endsWith(";") ? text : text + ";";
    }
}
