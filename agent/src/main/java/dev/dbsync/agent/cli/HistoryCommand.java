package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.HistoryEntry;
import dev.dbsync.agent.rpc.AgentApi;
import dev.dbsync.agent.vocabulary.PlainText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code dbsync-agent history}. */
@Command(
        name = "history",
        description = {
            "Says which steps were applied to a database from this host, newest first: by its agent, or by this command"
                    + " without one.",
            "Takes one database. Writes nothing. What other hosts' agents and Nova's own tool did is not in it."
        },
        footer = {
            "  dbsync-agent history --database nova_main",
            "  dbsync-agent history --database nova_api --limit 5 --json"
        },
        exitCodeList = {"0:done, also where nothing was applied", "1:an error"})
final class HistoryCommand extends QuestionCommand<List<HistoryEntry>> {
    private static final int MOST = 1000;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many steps at most, up to " + MOST + ". Default: 100.")
    @Nullable
    private Integer limit;

    @Override
    List<HistoryEntry> question(AgentApi agent) {
        requireLimit();
        return agent.history(database(), limit);
    }

    @Override
    void print(List<HistoryEntry> entries) {
        lines(database(), entries).forEach(out()::println);
    }

    @Override
    int exitStatus(List<HistoryEntry> entries) {
        return ExitStatus.DONE;
    }

    private String database() {
        List<String> databases = options().databases();
        if (databases == null || databases.size() != 1) {
            throw new ParameterException(spec().commandLine(), "name one database with --database NAME, and only one");
        }
        return databases.get(0);
    }

    private void requireLimit() {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw new ParameterException(
                    spec().commandLine(), "--limit must be from 1 to " + MOST + ", but is " + limit);
        }
    }

    private static List<String> lines(String database, List<HistoryEntry> entries) {
        if (entries.isEmpty()) {
            return List.of(PlainText.line(database + ": no step is known to have been applied from this host"));
        }
        TextTable table = new TextTable("APPLIED AT", "STEP", "ID", "TOOK", "BY", "OPERATION");
        entries.forEach(entry -> table.add(
                PlainText.moment(entry.appliedAt()),
                PlanReport.lowerCase(entry.kind()),
                entry.id(),
                entry.durationMs() + " ms",
                entry.by(),
                entry.operation()));
        return table.lines();
    }
}
