package dev.dbsync.agent.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command, started as a process of its own from the distribution's classes, with one configuration.
 *
 * <p>The process has this JVM's classes. It compiles quickly rather than well, as the distribution's launcher has it
 * too.
 */
public final class SpawnedAgent {
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private final Path folder;
    private final Path configuration;
    private final AgentClasses classes;
    private final List<String> jvmOptions;

    /**
     * Writes a configuration for an agent called {@code test}.
     *
     * @param folder where it, the state and the socket go
     * @param databases credentials by the catalogue's name
     */
    public SpawnedAgent(Path folder, Map<String, Credentials> databases) throws IOException {
        this(folder, "test", databases, AgentClasses.plain(), List.of());
    }

    /**
     * Writes a configuration, for tests that start many agents: those start faster.
     *
     * @param folder where it, the state and the socket go
     * @param name the agent's own
     * @param databases credentials by the catalogue's name
     * @param jvmOptions further options of its JVM
     */
    public SpawnedAgent(Path folder, String name, Map<String, Credentials> databases, List<String> jvmOptions)
            throws IOException {
        this(folder, name, databases, AgentClasses.archived(), jvmOptions);
    }

    SpawnedAgent(
            Path folder, String name, Map<String, Credentials> databases, AgentClasses classes, List<String> jvmOptions)
            throws IOException {
        this.classes = classes;
        this.folder = folder;
        this.configuration = folder.resolve("dbsync.conf");
        this.jvmOptions = List.copyOf(jvmOptions);
        StringBuilder text = new StringBuilder(
                """
                [agent]
                name = %s
                state_dir = %s
                [listen]
                unix = %s
                http =
                """
                        .formatted(name, folder.resolve("state"), socket()));
        databases.forEach((catalogue, credentials) -> text.append(
                """
                [database:%s]
                catalog = %s
                release = newest
                url = %s
                """
                        .formatted(sectionOf(catalogue), catalogue, url(credentials))));
        Files.writeString(configuration, text);
    }

    /** The name that a database of this catalogue has in the configuration. */
    public static String sectionOf(String catalogue) {
        return catalogue.replace('/', '_');
    }

    private static String url(Credentials credentials) {
        String url = credentials.jdbcUrl();
        return url.startsWith("jdbc:h2:")
                ? url
                : url + (url.contains("?") ? "&" : "?") + "user=" + credentials.user() + "&password="
                        + credentials.password();
    }

    /** Where it listens when it serves. */
    public Path socket() {
        return folder.resolve("agent.sock");
    }

    /** Starts a command; what it prints goes to {@code output}. */
    public Process start(Path output, List<String> before, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK);
        command.addAll(classes.options());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classes.classPath(), "dev.dbsync.agent.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", configuration.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Runs a command to its end, and fails unless it ends with this status. */
    public String run(int expectedStatus, String... arguments) throws IOException, InterruptedException {
        return run(expectedStatus, List.of(), arguments);
    }

    /** Runs a command under another one, such as a tracer. */
    public String run(int expectedStatus, List<String> before, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        int status = start(output, before, arguments).waitFor();
        String printed = Files.readString(output);
        if (status != expectedStatus) {
            throw new AssertionError("ended with " + status + " instead of " + expectedStatus + ":\n" + printed);
        }
        return printed;
    }
}
