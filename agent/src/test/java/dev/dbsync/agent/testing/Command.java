package dev.dbsync.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a child process to its end, with its output kept in files so that no pipe can fill up. */
final class Command {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Command() {}

    static CommandOutcome run(Path folder, String... command) {
        return run(folder, List.of(command));
    }

    static CommandOutcome run(Path folder, List<String> command) {
        try {
            return runWithOutputIn(Files.createTempDirectory(folder, "command-"), folder, command);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    private static CommandOutcome runWithOutputIn(Path output, Path folder, List<String> command) throws IOException {
        Path stdout = output.resolve("stdout");
        Path stderr = output.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        int exitCode = await(builder.start(), command);
        return new CommandOutcome(String.join(" ", command), exitCode, text(stdout), text(stderr));
    }

    private static int await(Process process, List<String> command) {
        try {
            if (process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IllegalStateException(command + " did not end within " + LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
