package dev.dbsync.agent.bench.measure;

import java.util.ArrayList;
import java.util.List;

/** The text of a run: what it ran on, and a section for each topic. Not thread-safe. */
public final class Report {
    private final List<String> parts = new ArrayList<>();
    private int missed;

    /**
     * An empty one.
     *
     * @param ground a sentence on machine, servers and versions
     */
    public Report(String ground) {
        parts.add(ground);
    }

    public void add(String title, Section section) {
        parts.add("### " + title);
        parts.add(section.markdown());
        missed += (int) section.rows().stream()
                .filter(row -> row.met().filter(met -> !met).isPresent())
                .count();
    }

    /** How many targets were missed so far. */
    public int missed() {
        return missed;
    }

    /** As Markdown. */
    public String text() {
        return String.join("\n\n", parts);
    }
}
