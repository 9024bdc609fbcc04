package dev.dbsync.agent.bench.ground;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the kernel tells of a process that runs. */
public record ProcessFacts(long id) {
    private static final double KIBIBYTES = 1024;

    /** Its resident memory, in MiB. */
    public double residentMebibytes() throws IOException {
        return field("status", "VmRSS:");
    }

    /** Its resident memory in MiB, where what it shares with other processes counts in part. */
    public double proportionalMebibytes() throws IOException {
        return field("smaps_rollup", "Pss:");
    }

    private double field(String file, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(id), file)).stream()
                        .filter(line -> line.startsWith(name))
                        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")))
                        .findFirst()
                        .orElseThrow(
                                () -> new IOException("the kernel does not tell %s of process %d".formatted(name, id)))
                / KIBIBYTES;
    }

    /** The JVM that it runs, and the options of that, without those that say what classes it has. */
    public List<String> javaCommand() throws IOException {
        List<String> command = new ArrayList<>();
        String line = Files.readString(Path.of("/proc", String.valueOf(id), "cmdline"), StandardCharsets.UTF_8);
        for (String word : line.split("\0", -1)) {
            if (word.equals("-cp")) {
                return command;
            }
            if (!word.startsWith("-XX:SharedArchiveFile=")) {
                command.add(word);
            }
        }
        throw new IOException("process %d is no Java program with a class path".formatted(id));
    }
}
