package dev.dbsync.agent.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all commands that ask an agent. */
final class QuestionOptions {
    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "A database of the configuration, or SECTION/CELL; again for more. Default: all.")
    private List<String> databases = new ArrayList<>();

    @Option(
            names = "--json",
            description = "Print what the agent's method answers, or {\"error\": …} for a request that it refuses.")
    boolean json;

    /** The databases to ask for; null for all. */
    @Nullable
    List<String> databases() {
        return databases.isEmpty() ? null : databases;
    }
}
