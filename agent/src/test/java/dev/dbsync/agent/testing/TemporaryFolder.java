package dev.dbsync.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that goes, with all that is in it, when it is closed. */
public record TemporaryFolder(Path path) implements AutoCloseable {

    /** A new folder, whose name tells what it is for. */
    public static TemporaryFolder create(String purpose) {
        try {
            return new TemporaryFolder(Files.createTempDirectory("dbsync-" + purpose + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    @Override
    public void close() {
        try {
            for (Path file : deepestFirst()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }

    private List<Path> deepestFirst() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
