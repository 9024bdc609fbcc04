package dev.dbsync.agent.bench.measure;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of Markdown.
 *
 * @param lines each as long as the head
 */
public record Table(List<String> head, List<List<String>> lines) {
    private static final List<String> COMPARISON = List.of("what", "dbsync-agent", "peer", "ratio", "target", "met");

    public Table {
        head = List.copyOf(head);
        lines = lines.stream().map(List::copyOf).toList();
        int width = head.size();
        lines.stream().filter(line -> line.size() != width).findFirst().ifPresent(line -> {
            throw new IllegalArgumentException(
                    "lines: %s has %d cells instead of %d".formatted(line, line.size(), width));
        });
    }

    static Table of(List<Row> rows) {
        return new Table(COMPARISON, rows.stream().map(Row::cells).toList());
    }

    String markdown() {
        return Stream.concat(Stream.of(head, head.stream().map(cell -> "---").toList()), lines.stream())
                .map(Table::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
