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
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** The commands that the manual shows are there, with these options; {@link TranscriptsTest} types those whose output it shows. */
class ManualCommandsTest {
    /** In a block of its own or in a sentence; what a shell makes of the rest of the line is not the command's. */
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^(?:\\$ )?|`)dbsync-agent (?=[a-z-])([^`#|>\\n]*)");

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
}
