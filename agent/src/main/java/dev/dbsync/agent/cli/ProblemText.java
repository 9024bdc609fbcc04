package dev.dbsync.agent.cli;

import dev.dbsync.agent.state.ErrorData;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.vocabulary.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A problem for a person: what is wrong, what was found, what to do, and where there is more. */
record ProblemText(Problem problem) {

    List<String> lines() {
        ErrorData data = problem.data();
        List<String> lines = new ArrayList<>();
        lines.add(PlainText.line((data.database() == null ? "error: " : data.database() + ": ") + problem.message()));
        add(lines, "found", data.detail());
        add(lines, "remedy", data.remedy());
        add(lines, "incident", data.incident());
        return lines;
    }

    private static void add(List<String> lines, String label, @Nullable String text) {
        if (text != null) {
            lines.add("  " + label + ": " + PlainText.line(text));
        }
    }
}
