package dev.dbsync.agent.cli;

import dev.dbsync.agent.vocabulary.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in columns that are as wide as they need to be. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    TextTable(String... headings) {
        widths = new int[headings.length];
        addRow(List.of(headings));
    }

    /** Makes a column as wide as a text that may come. */
    void makeRoom(int column, String text) {
        widths[column] = Math.max(widths[column], PlainText.line(text).length());
    }

    void add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "a row has " + cells.length + " cells, not " + rows.get(0).size());
        }
        addRow(Arrays.stream(cells).map(PlainText::line).toList());
    }

    private void addRow(List<String> row) {
        rows.add(row);
        for (int column = 0; column < widths.length; column++) {
            makeRoom(column, row.get(column));
        }
    }

    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
