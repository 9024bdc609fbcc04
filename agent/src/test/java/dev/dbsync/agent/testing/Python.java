package dev.dbsync.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The system's Python, which has the libraries that Nova is made of: what they make of an input is what it means. */
public final class Python {

    private static final String PROGRAM = "/usr/bin/python3";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Python() {}

    /** Whether a module is installed; a test may be skipped without it. */
    public static boolean has(String module) {
        return run("import " + module, "").exit() == 0;
    }

    /** What {@code program} prints, as JSON, when it reads {@code input}, as JSON, from its standard input. */
    public static JsonNode ask(String program, Object input) throws IOException {
        Answer answer = run(program, JSON.writeValueAsString(input));
        if (answer.exit() != 0) {
            throw new IllegalStateException("python3 ended with " + answer.exit());
        }
        return JSON.readTree(answer.output());
    }

    private record Answer(int exit, String output) {}

    private static Answer run(String program, String input) {
        try {
            Process python = new ProcessBuilder(PROGRAM, "-X", "utf8", "-c", program)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream stdin = python.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException endedBefore) {
                // It ended without reading: its exit status tells.
            }
            try (InputStream stdout = python.getInputStream()) {
                String output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(python.waitFor(), output);
            }
        } catch (IOException noPython) {
            return new Answer(-1, "");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Python ran", stopped);
        }
    }
}
