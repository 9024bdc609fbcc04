package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.rpc.StatusAnswer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Shows where the databases of several agents stand, in one table. An agent that cannot be asked is a row with its error. */
final class RemoteStatusReport {
    private final List<AgentReply<StatusAnswer>> replies;

    RemoteStatusReport(List<AgentReply<StatusAnswer>> replies) {
        this.replies = List.copyOf(replies);
    }

    void print(PrintWriter out) {
        List<String> headings = new ArrayList<>(List.of("AGENT"));
        headings.addAll(StatusReport.HEADINGS);
        headings.add("ERROR");
        TextTable table = new TextTable(headings.toArray(String[]::new));
        replies.forEach(reply -> addTo(table, reply));
        table.lines().forEach(out::println);
        replies.forEach(reply -> printRemarks(reply, out));
    }

    private static void addTo(TextTable table, AgentReply<StatusAnswer> reply) {
        if (reply.answer() == null) {
            add(table, reply.agent(), nothing(), Objects.requireNonNullElse(reply.error(), ""));
        } else if (reply.answer().databases().isEmpty()) {
            add(table, reply.agent(), nothing(), "");
        } else {
            reply.answer().databases().forEach(status -> {
                String error = status.error() == null ? "" : status.error().message();
                add(table, reply.agent(), StatusReport.cells(status), error);
            });
        }
    }

    private static void add(TextTable table, String agent, List<String> cells, String error) {
        List<String> row = new ArrayList<>(List.of(agent));
        row.addAll(cells);
        row.add(error);
        table.add(row.toArray(String[]::new));
    }

    private static List<String> nothing() {
        return StatusReport.HEADINGS.stream().map(heading -> StatusReport.NONE).toList();
    }

    /** What is wrong with a database stands in its row; who works on it, and what to do, does not. */
    private static void printRemarks(AgentReply<StatusAnswer> reply, PrintWriter out) {
        if (reply.answer() == null) {
            return;
        }
        for (DatabaseStatus status : reply.answer().databases()) {
            if (StatusReport.isWorthWords(status)
                    || status.operation() != null
                    || status.lock() != null
                    || status.error() != null) {
                out.println(reply.agent() + ":");
                StatusReport.printRemarks(status, out);
            }
        }
    }
}
