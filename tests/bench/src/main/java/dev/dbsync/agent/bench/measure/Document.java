package dev.dbsync.agent.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page that is written by hand but for what stands between two comments.
 *
 * @param file the page
 */
public record Document(Path file) {
    static final String BEGIN = "<!-- bench: begin -->";
    static final String END = "<!-- bench: end -->";

    /** A new page with nothing but the two comments. */
    public static Document blank(Path file) throws IOException {
        Files.writeString(file, BEGIN + "\n" + END + "\n");
        return new Document(file);
    }

    /**
     * Writes the text in place of the one that stood there.
     *
     * @throws IOException if the page cannot be read or written, or lacks the comments
     */
    public void replace(String text) throws IOException {
        String page = Files.readString(file);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw new IOException(
                    "%s lacks the lines %s and %s; put them where the tables belong".formatted(file, BEGIN, END));
        }
        Files.writeString(file, page.substring(0, begin) + BEGIN + "\n\n" + text + "\n\n" + page.substring(end));
    }
}
