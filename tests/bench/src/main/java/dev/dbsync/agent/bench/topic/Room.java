package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram.Installation;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Samples;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.bench.measure.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Room on disk. */
record Room(Installation installation) {
    private static final double LIMIT = 50;
    private static final double UNPACKED_LIMIT = 110;
    private static final double MEBIBYTE = 1024 * 1024;

    List<Row> rows() throws IOException {
        return List.of(
                Row.of(
                        "distribution with its runtime, tar.gz",
                        size(installation.archive()),
                        Target.below(LIMIT, Unit.MEBIBYTES)),
                Row.of(
                        "unpacked and prepared",
                        size(installation.home()),
                        Target.below(UNPACKED_LIMIT, Unit.MEBIBYTES)));
    }

    private static Figure size(Path top) throws IOException {
        long bytes = 0;
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return Figure.mebibytes(Samples.of(bytes / MEBIBYTE));
    }
}
