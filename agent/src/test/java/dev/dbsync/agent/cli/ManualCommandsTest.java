package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.Wiring;
import dev.dbsync.agent.testing.ManualPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** The commands that the manual shows are there, with these options, and their tables have the columns that it shows. */
class ManualCommandsTest {
    /** In a block of its own or in a sentence; what a shell makes of the rest of the line is not the command's. */
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^(?:\\$ )?|`)dbsync-agent (?=[a-z-])([^`#|>\\n]*)");

    private static final Pattern TABLE =
            Pattern.compile("(?m)^\\$ dbsync-agent ([^#|>\\n]*)\\n([A-Z][A-Z ]+ {2,}[A-Z][A-Z ]+)$");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void eachCanBeCalled() throws IOException {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Path page : ManualPages.all()) {
            for (MatchResult shown :
                    COMMAND.matcher(Files.readString(page)).results().toList()) {
                String command = shown.group(1).strip();
                if (command.contains(",") || command.startsWith("upgrades")) {
                    // A row of a table, or a sentence.
                    continue;
                }
                seen++;
                try {
                    DbsyncAgentCommand.create(new Wiring(Map.of()), new Surroundings(OptionalInt::empty, action -> {}))
                            .parseArgs(command.split("\\s+"));
                } catch (MissingParameterException onlyNamed) {
                    // A sentence names the command, and no more.
                } catch (ParameterException refused) {
                    wrong.add(page.getFileName() + ": " + command + ": " + refused.getMessage());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).isGreaterThan(50);
    }

    @Test
    void theirTablesHaveTheseColumns() throws IOException {
        CommandFixture fixture = new CommandFixture(folder);
        assertThat(fixture.run("sync").status()).isZero();
        List<String> compared = new ArrayList<>();
        for (Path page : ManualPages.all()) {
            for (MatchResult shown :
                    TABLE.matcher(Files.readString(page)).results().toList()) {
                String[] words = shown.group(1).strip().split("\\s+");
                if (!List.of(words).contains("--agent") && !words[0].equals("token")) {
                    Outcome outcome = fixture.run(
                            words[0], List.of(words).subList(1, words.length).toArray(String[]::new));
                    assertThat(columns(outcome.out().lines().findFirst().orElse("")))
                            .as(page.getFileName() + ": " + shown.group(1))
                            .isEqualTo(columns(shown.group(2)));
                    compared.add(words[0]);
                }
            }
        }
        assertThat(compared).contains("status", "history");
    }

    private static List<String> columns(String heading) {
        return List.of(heading.strip().split(" {2,}"));
    }
}
