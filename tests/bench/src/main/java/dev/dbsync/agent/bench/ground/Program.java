package dev.dbsync.agent.bench.ground;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A command that is run to its end.
 *
 * @param environment what is added to this process's environment
 * @param statuses the exit statuses that count as success
 */
public record Program(List<String> command, Map<String, String> environment, Set<Integer> statuses) {
    private static final Path NOTHING = Path.of("/dev/null");

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        statuses = Set.copyOf(statuses);
    }

    public static Program of(List<String> command) {
        return new Program(command, Map.of(), Set.of(0));
    }

    public static Program of(String... command) {
        return of(List.of(command));
    }

    public Program with(Map<String, String> variables) {
        return new Program(command, variables, statuses);
    }

    public Program mayEndWith(Integer... others) {
        return new Program(command, environment, Set.of(others));
    }

    /** Runs it with nothing to read; answers what it printed. */
    public String run() throws IOException, InterruptedException {
        return run(NOTHING);
    }

    /**
     * Runs it.
     *
     * @param input what it reads
     * @return what it printed, errors among it
     * @throws IOException if it cannot be run, or ends with another status than it should
     */
    public String run(Path input) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(input.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (InputStream output = process.getInputStream()) {
            String printed = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return checked(process.waitFor(), printed);
        } finally {
            process.destroyForcibly();
        }
    }

    private String checked(int status, String printed) throws IOException {
        if (!statuses.contains(status)) {
            throw new IOException("%s ended with %d: %s".formatted(command, status, printed.strip()));
        }
        return printed;
    }
}
