package dev.dbsync.agent.chaos.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * How a test and the processes that it wants to stop talk: by files in a folder. Several processes may share one; then the
 * first that comes to its point stops, and no other.
 *
 * <pre>
 * process                             test
 * appends to statements
 * creates reached, waits        ──▶   sees it; kills the process, or
 * goes on                       ◀──   creates go
 * </pre>
 *
 * @param path the folder
 */
public record StopFolder(Path path) {
    static final String FOLDER_PROPERTY = "dbsync.chaos.folder";
    static final String POINT_PROPERTY = "dbsync.chaos.stop";

    /** The options with which a JVM stops at a point. */
    public List<String> jvmOptions(StopPoint point) {
        return List.of("-D%s=%s".formatted(FOLDER_PROPERTY, path), "-D%s=%s".formatted(POINT_PROPERTY, point));
    }

    /** Whether a process has reached its point. */
    public boolean isReached() {
        return Files.exists(reached());
    }

    /** The number of the process that stands at its point. */
    public long processAtPoint() {
        try {
            return Long.parseLong(Files.readString(reached()));
        } catch (IOException exception) {
            throw new UncheckedIOException("no process came to its point", exception);
        }
    }

    /** Lets the process go on. */
    public void go() throws IOException {
        Files.createFile(path.resolve("go"));
    }

    /** What the processes sent so far. */
    public List<SentStatement> statements() throws IOException {
        try {
            return Files.readAllLines(path.resolve("statements")).stream()
                    .map(SentStatement::parse)
                    .toList();
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        }
    }

    void record(SentStatement statement) throws IOException {
        Files.writeString(
                path.resolve("statements"), statement.line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Says so, and waits, unless another process was first. */
    void stopHere() throws IOException, InterruptedException {
        Path own = Files.writeString(
                path.resolve("process-" + ProcessHandle.current().pid()),
                String.valueOf(ProcessHandle.current().pid()));
        try {
            // A link appears with its content, and only once.
            Files.createLink(reached(), own);
        } catch (FileAlreadyExistsException anotherStopped) {
            return;
        }
        while (!Files.exists(path.resolve("go"))) {
            Thread.sleep(2);
        }
    }

    private Path reached() {
        return path.resolve("reached");
    }
}
