package dev.dbsync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.state.DatabaseStateName;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.ManualPages;
import dev.dbsync.agent.testing.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The manual leads where it says, and its references leave nothing out. */
class ManualTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(#[^)]*)?\\)");
    private static final Pattern METRIC = Pattern.compile("\"(dbsync_[a-z_]+)\"");
    private static final Pattern SHOWN =
            Pattern.compile("(?ms)^ *```.*?^ *```$|^<!-- bench: begin -->.*?^<!-- bench: end -->");
    private static final int WIDTH = 120;
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : ManualPages.all()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                if (!link.group(1).contains(":") && !leads(page, link)) {
                    broken.add(page.getFileName() + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leads(Path page, MatchResult link) throws IOException {
        Path to = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        if (!Files.exists(to) || !carried(to.toRealPath())) {
            return false;
        }
        return link.group(2) == null || anchors(to).contains(link.group(2).substring(1));
    }

    /** Whether the packages have it beside the pages, as `packages/src/build/distribution` puts them together. */
    private static boolean carried(Path page) throws IOException {
        Path inside =
                ProjectFolder.find("docs").resolveSibling(".").toRealPath().relativize(page);
        return inside.getNameCount() == 1
                || Stream.of("docs", "config", "ansible-collection/docs").anyMatch(inside::startsWith);
    }

    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** What was printed is shown as it was, and a row of a table has no place to break. */
    @Test
    void noLineIsLongerThanATerminalIsWide() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path page : ManualPages.all()) {
            String prose = SHOWN.matcher(Files.readString(page)).replaceAll("");
            prose.lines()
                    .filter(line -> line.length() > WIDTH && !line.startsWith("|") && !line.startsWith("!["))
                    .filter(line -> line.strip().contains(" "))
                    .forEach(line -> tooLong.add(page.getFileName() + ": " + line));
        }
        assertThat(tooLong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorStandsInItsReference(ProblemType type) throws IOException {
        String row = "| " + type.code() + " | `" + type.wireName() + "` |";
        assertThat(page("errors.md") + page("json-rpc.md")).contains(row);
    }

    @ParameterizedTest
    @EnumSource
    void everyStateStandsInItsReference(DatabaseStateName state) throws IOException {
        assertThat(page("concepts.md")).contains("| `" + state.name().toLowerCase(Locale.ROOT) + "` |");
    }

    /** A reference is looked up, anything else is read. */
    @Test
    void noPageButTheReferencesIsLongerThanOneReads() throws IOException {
        List<String> references = List.of("configuration.md", "json-rpc.md", "performance.md");
        for (Path page : ManualPages.all()) {
            if (!references.contains(String.valueOf(page.getFileName()))) {
                assertThat(Files.readString(page).split("\\s+"))
                        .as(page.toString())
                        .hasSizeLessThan(2500);
            }
        }
    }

    @Test
    void everyMetricStandsInItsReference() throws IOException {
        String page = page("operations.md");
        List<String> missing = new ArrayList<>();
        try (Stream<Path> sources =
                Files.list(ProjectFolder.find("agent").resolve("src/main/java/dev/dbsync/agent/metrics"))) {
            for (Path source : sources.toList()) {
                METRIC.matcher(Files.readString(source))
                        .results()
                        .map(metric -> metric.group(1))
                        .filter(metric -> !page.contains("`" + metric))
                        .forEach(missing::add);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static String page(String name) throws IOException {
        return Files.readString(ProjectFolder.find("docs").resolve(name));
    }
}
