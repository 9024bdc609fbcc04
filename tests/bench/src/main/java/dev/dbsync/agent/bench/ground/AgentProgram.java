package dev.dbsync.agent.bench.ground;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the agent's command is called.
 *
 * @param command what stands before its arguments
 * @param installation where it is installed; null where it is not
 */
public record AgentProgram(List<String> command, @Nullable Installation installation) {
    /** As the launcher has them, but for the archive of classes, which only an installed agent has. */
    private static final List<String> OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms8m", "-Xss512k", "-Dfile.encoding=UTF-8");

    /**
     * An agent with its own runtime.
     *
     * @param archive the tar.gz that it came in
     * @param home the folder that it was unpacked to, and prepared in
     */
    public record Installation(Path archive, Path home) {}

    public AgentProgram {
        command = List.copyOf(command);
    }

    /**
     * The agent with its own runtime, unpacked and prepared as an installation does it.
     *
     * @param archive the tar.gz of the distribution
     * @param folder where it goes
     */
    public static AgentProgram installed(Path archive, Path folder) throws IOException, InterruptedException {
        Program.of("tar", "--extract", "--gzip", "--file", archive.toString(), "--directory", folder.toString())
                .run();
        Path home = onlyFolder(folder);
        Program.of(home.resolve("bin/dbsync-agent-prepare").toString()).run();
        return new AgentProgram(List.of(home.resolve("bin/dbsync-agent").toString()), new Installation(archive, home));
    }

    private static Path onlyFolder(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            List<Path> folders = content.filter(Files::isDirectory).toList();
            if (folders.size() != 1) {
                throw new IOException("%s holds %s instead of one folder".formatted(folder, folders));
            }
            return folders.get(0);
        }
    }

    /** The agent from the classes of this JVM. */
    public static AgentProgram ofThisJvm() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.dbsync.agent.Main"));
        return new AgentProgram(command, null);
    }

    /** The command with its arguments. */
    public List<String> with(String... arguments) {
        return Stream.concat(command.stream(), Stream.of(arguments)).toList();
    }
}
