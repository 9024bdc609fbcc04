package dev.dbsync.agent.chaos.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.chaos.Form;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.ForeignServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at every boundary between two statements, and inside them. */
class KillMatrixTest {
    @TempDir
    private Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> aSyncThatWasKilledIsFinishedByTheNext() throws Exception {
        List<KillScore> scores;
        try (KillMatrix matrix = new KillMatrix(Form.asked(), folder)) {
            scores = matrix.run(KillCase.all());
        }
        scores.forEach(System.out::println);
        System.out.printf(
                "All together: %d of %d%n",
                scores.stream().mapToLong(KillScore::finished).sum(),
                scores.stream().mapToLong(score -> score.results().size()).sum());
        return scores.stream()
                .map(score -> DynamicTest.dynamicTest(score.killed().toString(), score::assertAllFinished));
    }

    @Test
    void coversEachHistoryFromEachOriginOnEachServer() {
        long engines = Stream.of(Engine.POSTGRESQL, Engine.MARIADB)
                .filter(ForeignServer::asked)
                .count();
        assertThat(KillCase.all()).hasSize(2 * 2 * (int) engines).doesNotHaveDuplicates();
    }
}
