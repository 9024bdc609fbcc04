package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dbsync.agent.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs the program from the class path, with its output in files. */
record AgentUnderTest(Process process, Path out, Path err) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static AgentUnderTest start(Path folder, List<String> arguments) {
        try {
            Path out = Files.createTempFile(folder, "command-", ".out");
            Path err = Files.createTempFile(folder, "command-", ".err");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()));
            command.addAll(arguments);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            return new AgentUnderTest(builder.start(), out, err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    AgentUnderTest awaitError(String text) {
        await().atMost(LIMIT).until(() -> text(err).contains(text) || !process.isAlive());
        assertThat(text(err)).contains(text);
        return this;
    }

    AgentUnderTest awaitReady() {
        return awaitError("Ready");
    }

    void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    Outcome ended() {
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("ended within %s: %s", LIMIT, text(err))
                    .isTrue();
            return new Outcome(process.exitValue(), text(out), text(err));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
