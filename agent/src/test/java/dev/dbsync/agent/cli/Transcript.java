package dev.dbsync.agent.cli;

import dev.dbsync.agent.testing.ManualPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a page of the manual shows of commands: a block whose lines begin with {@code $} where somebody types.
 *
 * @param name the page and the first of the commands
 */
record Transcript(String name, List<Shown> commands) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");
    private static final String COMMAND = "$ dbsync-agent ";

    /** A command's words, and the lines that the page shows of its output. */
    record Shown(List<String> words, List<String> lines) {}

    static List<Transcript> all() throws IOException {
        List<Transcript> all = new ArrayList<>();
        for (Path page : ManualPages.all()) {
            for (MatchResult block :
                    BLOCK.matcher(Files.readString(page)).results().toList()) {
                List<Shown> commands = commands(block.group(1));
                if (!commands.isEmpty()) {
                    all.add(new Transcript(
                            page.getFileName() + ": "
                                    + String.join(" ", commands.get(0).words()),
                            commands));
                }
            }
        }
        return all;
    }

    private static List<Shown> commands(String block) {
        List<Shown> commands = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : block.lines().toList()) {
            if (line.startsWith(COMMAND)) {
                lines = new ArrayList<>();
                String typed = line.substring(COMMAND.length()).replaceFirst(" >.*", "");
                commands.add(new Shown(List.of(typed.split(" ")), lines));
            } else if (line.startsWith("$ ")) {
                lines = new ArrayList<>();
            } else if (!line.contains("…")) {
                lines.add(line);
            }
        }
        return commands;
    }

    /** A line as it is everywhere: without times, numbers of operations, addresses, versions, and the width of columns. */
    static String alike(String line) {
        return line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
                .replaceAll("\\b[0-9a-f]{32}\\b", "DIGEST")
                .replaceAll("\\b[0-9a-f]{8}\\b", "ID")
                .replaceAll("(?:mariadb|postgresql)://[^/ ]+/\\w+", "DATABASE")
                .replaceAll("[\\w.]+:\\d{1,5}\\b", "HOST")
                .replaceAll("(MariaDB|PostgreSQL) \\d[\\w.+~-]*( \\([^)]*\\))?", "$1 VERSION")
                .replaceAll("dbsync-agent \\S+ starts", "dbsync-agent VERSION starts")
                .replaceAll("(?<= )/[\\w./-]+", "PATH")
                .replaceAll("\\b[\\d.]+ (ms|s)\\b", "N $1")
                .replaceAll("\\b\\d{5,} deleted rows", "N deleted rows")
                .replaceAll(" {2,}", " ")
                .strip();
    }
}
