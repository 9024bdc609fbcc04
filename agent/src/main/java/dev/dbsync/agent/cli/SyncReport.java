package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.DatabaseResult;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.vocabulary.PlainText;
import java.io.PrintWriter;
import java.util.Optional;

/** Shows what an operation that has ended did: a line for each database, and what went wrong on the side. */
final class SyncReport {
    private final Operation operation;

    SyncReport(Operation operation) {
        this.operation = operation;
    }

    static int exitStatus(Operation operation) {
        return operation.state() == OperationState.SUCCEEDED ? ExitStatus.DONE : ExitStatus.ERROR;
    }

    void print(PrintWriter out, PrintWriter err) {
        int width = operation.databases().stream()
                .mapToInt(result -> result.name().length())
                .max()
                .orElse(0);
        for (DatabaseResult result : operation.databases()) {
            String padding = " ".repeat(width - result.name().length() + 2);
            out.println(PlainText.line(result.name() + padding + outcome(result)));
        }
        out.flush();
        operation.databases().stream()
                .flatMap(result -> Optional.ofNullable(result.error()).stream())
                .forEach(problem -> new ProblemText(problem).lines().forEach(err::println));
    }

    private static String outcome(DatabaseResult result) {
        String change = change(result);
        return switch (result.state()) {
            case SUCCEEDED -> result.changed() ? "changed: " + change + held(result) : "unchanged: " + remark(result);
            case FAILED -> "failed" + (result.changed() ? " after a change: " + change : "") + ", see below";
            case CANCELLED -> remark(result);
            case QUEUED, RUNNING, INTERRUPTED -> "interrupted" + (result.changed() ? " after a change: " + change : "");
        };
    }

    /** What was applied, which may be less than was wanted. */
    private static String change(DatabaseResult result) {
        int count = result.applied().size();
        String steps = count == 1 ? "1 step" : count + " steps";
        return result.state() == OperationState.SUCCEEDED
                ? PositionText.of(result.from()) + " → " + result.to() + " (" + steps + ")"
                : steps + " from " + PositionText.of(result.from());
    }

    private static String held(DatabaseResult result) {
        return result.message() == null ? "" : "; " + result.message();
    }

    private static String remark(DatabaseResult result) {
        return result.message() == null ? "is at " + result.to() : result.message();
    }
}
