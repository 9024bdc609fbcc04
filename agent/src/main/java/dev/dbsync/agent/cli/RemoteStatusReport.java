package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.rpc.StatusAnswer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Shows where the databases of several agents are, in one table. An agent that cannot be asked is a row with its error. */
final class RemoteStatusReport {
    private final TextTable table;

    /**
     * A report with no row yet.
     *
     * @param agents for whose names there is to be room from the first row on
     */
    RemoteStatusReport(List<String> agents) {
        List<String> headings = new ArrayList<>(List.of("AGENT"));
        headings.addAll(StatusReport.HEADINGS);
        headings.add("ERROR");
        table = new TextTable(headings.toArray(String[]::new));
        agents.forEach(agent -> table.makeRoom(0, agent));
    }

    /** All lines of the table, its headings first. */
    List<String> lines() {
        return table.lines();
    }

    /** Adds an agent's rows, and answers with their lines, as wide as the rows before them are. */
    List<String> add(AgentReply<StatusAnswer> reply) {
        int before = table.lines().size();
        if (reply.answer() == null) {
            add(reply.agent(), nothing(), Objects.requireNonNullElse(reply.error(), ""));
        } else if (reply.answer().databases().isEmpty()) {
            add(reply.agent(), nothing(), "");
        } else {
            reply.answer().databases().forEach(status -> {
                String error = status.error() == null ? "" : status.error().message();
                add(reply.agent(), StatusReport.cells(status), error);
            });
        }
        return table.lines().subList(before, table.lines().size());
    }

    private void add(String agent, List<String> cells, String error) {
        List<String> row = new ArrayList<>(List.of(agent));
        row.addAll(cells);
        row.add(error);
        table.add(row.toArray(String[]::new));
    }

    /** What does not stand in the rows. */
    void remarks(List<AgentReply<StatusAnswer>> replies, PrintWriter out) {
        replies.forEach(reply -> printRemarks(reply, out));
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
