package dev.dbsync.agent.bench.ground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs commands and has the kernel tell what they took. A small Python program stands between, since Java cannot ask it about
 * processes that have ended.
 *
 * @param script that program
 */
public record MeasuredCommand(Path script) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double KIBIBYTES = 1024;

    /**
     * What a command took.
     *
     * @param seconds from its start to its end
     * @param peakMebibytes the most resident memory that its largest process had at a time
     */
    public record Taken(double seconds, double peakMebibytes) {}

    /** With the program written into a folder. */
    public static MeasuredCommand in(Path folder) throws IOException {
        Path script = folder.resolve("measured.py");
        try (InputStream program =
                Objects.requireNonNull(MeasuredCommand.class.getResourceAsStream("measured.py"), "measured.py")) {
            Files.copy(program, script);
        }
        return new MeasuredCommand(script);
    }

    /** Runs a command; fails unless it ends with status 0. */
    public Taken run(List<String> command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("/usr/bin/python3", script.toString()));
        line.addAll(command);
        JsonNode answer = JSON.readTree(Program.of(line).run());
        if (answer.path("status").asInt(-1) != 0) {
            throw new IOException("%s failed: %s".formatted(command, answer));
        }
        return new Taken(
                answer.path("seconds").asDouble(), answer.path("peakKibibytes").asDouble() / KIBIBYTES);
    }
}
