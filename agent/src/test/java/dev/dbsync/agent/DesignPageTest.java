package dev.dbsync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.testing.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of code in docs/design.md are lines of the code, and what it says of the sources is so. */
class DesignPageTest {
    private static final int LONG = 250;
    private static final Pattern REASON = Pattern.compile("so (this|it)( \\*)? is( \\*)? long");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    static Stream<String> blocks() {
        return BLOCK.matcher(read(ProjectFolder.find("docs/design.md")))
                .results()
                .map((MatchResult block) -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void areInTheSources(String block) throws IOException {
        try (Stream<Path> files = Files.walk(ProjectFolder.find("agent/src/main/java"))) {
            String sources = files.filter(file -> file.toString().endsWith(".java"))
                    .map(DesignPageTest::read)
                    .collect(Collectors.joining());

            assertThat(words(sources)).contains(words(block));
        }
    }

    /** In lines, with all that is not code. */
    @Test
    void aLongClassSaysWhyItIsLong() throws IOException {
        try (Stream<Path> files = Files.walk(ProjectFolder.find("agent/src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> read(file).lines().count() > LONG))
                    .allMatch(file -> REASON.matcher(words(read(file))).find(), "says `so this is long`");
        }
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
