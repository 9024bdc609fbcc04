package dev.dbsync.agent.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @Test
    void countsTargetsThatWereMissed() {
        Report report = new Report("Measured somewhere.");
        report.add(
                "Starts",
                Section.of(List.of(
                        start(0.9, Target.below(0.8, Unit.SECONDS)),
                        start(0.7, Target.below(0.8, Unit.SECONDS)),
                        start(9, Target.none()))));

        assertThat(report.missed()).isEqualTo(1);
        assertThat(report.text()).startsWith("Measured somewhere.\n\n### Starts\n\n| what | dbsync-agent |");
        assertThat(report.text()).contains("| start | 900 ms |  |  | < 800 ms | **no** |");
    }

    @Test
    void aTableHasNoRaggedLines() {
        assertThatThrownBy(() -> new Table(List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 1 cells instead of 2");
    }

    @Test
    void writesBetweenTheTwoCommentsAndNowhereElse(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("page.md"), "before\n" + Document.BEGIN + "\nold\n" + Document.END + "\nafter\n");
        Document page = new Document(file);

        page.replace("new");
        page.replace("newer");

        assertThat(file).hasContent("before\n" + Document.BEGIN + "\n\nnewer\n\n" + Document.END + "\nafter\n");
    }

    @Test
    void leavesAPageWithoutTheCommentsAlone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("page.md"), "prose\n");

        assertThatThrownBy(() -> new Document(file).replace("new"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("put them where the tables belong");
        assertThat(file).hasContent("prose\n");
    }

    @Test
    void contestantsTakeTurnsAfterTheirWarmUps() throws Exception {
        List<String> turns = new ArrayList<>();
        Contest.Results results = new Contest()
                .add("a", 1, 2, () -> turn(turns, "a"))
                .add("b", 1, () -> turn(turns, "b"))
                .addCalls("c", 0, 2, 2, () -> turn(turns, "c"))
                .run();

        assertThat(turns).containsExactly("a", "a", "b", "c", "c", "a", "c", "c");
        assertThat(results.of("a").values()).containsExactly(2.0, 6.0);
        assertThat(results.has("d")).isFalse();
    }

    private static double turn(List<String> turns, String name) {
        turns.add(name);
        return turns.size();
    }

    private static Row start(double seconds, Target target) {
        return Row.of("start", Figure.seconds(Samples.of(seconds)), target);
    }
}
