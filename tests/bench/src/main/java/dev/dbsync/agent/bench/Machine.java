package dev.dbsync.agent.bench;

import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.database.Engine;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a run took place on, in a sentence: figures of another machine are others. */
record Machine(Ground ground) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    String describe() throws IOException, SQLException {
        List<String> facts = new ArrayList<>();
        facts.add(LocalDate.now(ZoneOffset.UTC).toString());
        facts.add("%d × %s".formatted(Runtime.getRuntime().availableProcessors(), processor()));
        facts.add("Linux " + System.getProperty("os.version"));
        facts.add("servers' folders on " + fileSystem());
        facts.add("Java " + System.getProperty("java.version"));
        for (Engine engine : Ground.ENGINES) {
            facts.add(ground.server(engine).version());
        }
        return "Measured: " + String.join(", ", facts) + ".";
    }

    private static String processor() throws IOException {
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private String fileSystem() throws IOException {
        FileStore store = Files.getFileStore(ground.folder());
        return store.type();
    }
}
