package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.Waiting;
import dev.dbsync.agent.vocabulary.PlainText;
import java.io.PrintWriter;
import java.util.Objects;

/** One line, written over itself. */
final class TerminalProgress implements ProgressDisplay {
    private final PrintWriter out;
    private final int width;
    private int written;

    /**
     * A display that has not shown anything.
     *
     * @param columns of the terminal
     */
    TerminalProgress(PrintWriter out, int columns) {
        this.out = out;
        // The last column stays free: a character there makes some terminals go to the next line.
        this.width = Math.max(columns - 1, 1);
    }

    @Override
    public void show(Operation operation) {
        Waiting waiting = operation.waiting();
        String now = waiting == null
                ? Objects.requireNonNullElse(operation.progress().current(), "")
                : waiting.describe();
        write(PlainText.line(
                operation.progress().done() + "/" + operation.progress().total() + "  " + now));
    }

    @Override
    public void end() {
        write("");
        out.print('\r');
        out.flush();
    }

    private void write(String text) {
        String line = text.length() <= width ? text : text.substring(0, width - 1) + "…";
        out.print('\r' + line + " ".repeat(Math.max(written - line.length(), 0)));
        out.flush();
        written = line.length();
    }
}
