package dev.dbsync.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.testing.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration that the packages install: complete, right, and true to the code. */
class SampleConfigurationTest {
    private static final Pattern SECTION = Pattern.compile("\\[([^]]+)]");
    private static final Pattern KEY = Pattern.compile("#?([a-z_]+) = .*");
    private static final Pattern DEFAULT = Pattern.compile("#([a-z_]+ = [^<].*)");

    @TempDir
    Path folder = Path.of("");

    private List<String> lines = List.of();

    @BeforeEach
    void readTheSample() throws IOException {
        lines = Files.readAllLines(ProjectFolder.find("config/dbsync.conf"));
    }

    @Test
    void namesEveryKeyThatThereIsAndNoOther() {
        assertThat(keysNamed()).isEqualTo(keysKnown());
    }

    @Test
    void loadsAsItStands() {
        assertThat(load(lines).databases())
                .extracting(ConfiguredDatabase::name)
                .containsExactly("nova_api", "nova_main");
    }

    @Test
    void statesTheDefaultsThatHoldWhereNothingIsSet() {
        List<String> spelledOut = lines.stream()
                .map(line -> DEFAULT.matcher(line).replaceFirst("$1"))
                .toList();

        assertThat(spelledOut).isNotEqualTo(lines);
        // Where the catalogue's name stands is not what is compared, and is the same in both: no line comes or goes.
        assertThat(load(spelledOut)).usingRecursiveComparison().isEqualTo(load(lines));
    }

    @Test
    void explainsEachKeyInAComment() {
        for (int number = 1; number < lines.size(); number++) {
            if (lines.get(number).startsWith("#")
                    && KEY.matcher(lines.get(number)).matches()) {
                assertThat(lines.get(number - 1))
                        .as("above %s", lines.get(number))
                        .startsWith("# ");
            }
        }
    }

    private AgentConfiguration load(List<String> text) {
        return new ConfigurationFixture(folder).write(String.join("\n", text)).loaded();
    }

    private Set<String> keysNamed() {
        Set<String> named = new TreeSet<>();
        String section = "";
        for (String line : lines) {
            Matcher opens = SECTION.matcher(line);
            Matcher key = KEY.matcher(line);
            if (opens.matches()) {
                section = KnownSections.named(opens.group(1)).orElseThrow().sectionName();
            } else if (key.matches()) {
                named.add(section + " " + key.group(1));
            }
        }
        return named;
    }

    private static Set<String> keysKnown() {
        return Stream.of(KnownSections.values())
                .flatMap(section -> section.keys().stream().map(key -> section.sectionName() + " " + key))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
