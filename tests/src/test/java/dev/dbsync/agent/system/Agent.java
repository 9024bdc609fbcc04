package dev.dbsync.agent.system;

import dev.dbsync.agent.testing.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command, started as a process of its own from the distribution's classes, with one configuration. */
final class Agent {
    private final Path folder;
    private final Path configuration;

    /**
     * Writes a configuration.
     *
     * @param folder where it, the state and the socket go
     * @param databases credentials by the catalogue's name
     */
    Agent(Path folder, Map<String, Credentials> databases) throws IOException {
        this.folder = folder;
        this.configuration = folder.resolve("dbsync.conf");
        StringBuilder text = new StringBuilder(
                """
                [agent]
                name = test
                state_dir = %s
                [listen]
                unix = %s
                http =
                """
                        .formatted(folder.resolve("state"), folder.resolve("agent.sock")));
        databases.forEach((catalogue, credentials) -> text.append(
                """
                [database:%s]
                catalog = %s
                url = %s
                """
                        .formatted(catalogue.replace('/', '_'), catalogue, url(credentials))));
        Files.writeString(configuration, text);
    }

    private static String url(Credentials credentials) {
        String url = credentials.jdbcUrl();
        return url.startsWith("jdbc:h2:")
                ? url
                : url + (url.contains("?") ? "&" : "?") + "user=" + credentials.user() + "&password="
                        + credentials.password();
    }

    /** Starts a command; what it prints goes to {@code output}. */
    Process start(Path output, List<String> before, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.dbsync.agent.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", configuration.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Runs a command to its end, and fails unless it ends with this status. */
    String run(int expectedStatus, String... arguments) throws IOException, InterruptedException {
        return run(expectedStatus, List.of(), arguments);
    }

    /** Runs a command under another one, such as a tracer. */
    String run(int expectedStatus, List<String> before, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        int status = start(output, before, arguments).waitFor();
        String printed = Files.readString(output);
        if (status != expectedStatus) {
            throw new AssertionError("ended with " + status + " instead of " + expectedStatus + ":\n" + printed);
        }
        return printed;
    }
}
