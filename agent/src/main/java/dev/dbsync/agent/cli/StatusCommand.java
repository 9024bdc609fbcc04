package dev.dbsync.agent.cli;

import dev.dbsync.agent.rpc.AgentApi;
import dev.dbsync.agent.rpc.StatusAnswer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code dbsync-agent status}. */
@Command(
        name = "status",
        description = "Says where databases stand. Writes nothing.",
        footer = {
            "  dbsync-agent status",
            "  dbsync-agent status --database nova_api --json",
            "  dbsync-agent status --agent https://ctl-1:8640 --agent https://ctl-2:8640 --token-file /etc/dbsync/reader.token",
        },
        exitCodeList = {
            "0:all databases are at head",
            "1:a database cannot be reached, an agent cannot be asked, or another error",
            "2:otherwise: a database is behind, or in a state that needs a look"
        })
final class StatusCommand extends QuestionCommand<StatusAnswer> {
    private @Nullable RemoteStatusReport shown;

    @Override
    StatusAnswer question(AgentApi agent) {
        return agent.status(options().databases());
    }

    @Override
    void print(StatusAnswer answer) {
        new StatusReport(answer).print(out());
    }

    /** On a terminal a row is shown when it comes: somebody is waiting, and one agent that hangs is to hold up no other. */
    @Override
    Consumer<AgentReply<StatusAnswer>> heard(List<RemoteAgent> named) {
        if (named.size() == 1 || surroundings().columns().get().isEmpty()) {
            return reply -> {};
        }
        RemoteStatusReport report =
                new RemoteStatusReport(named.stream().map(RemoteAgent::name).toList());
        report.lines().forEach(out()::println);
        shown = report;
        return reply -> {
            report.add(reply).forEach(out()::println);
            out().flush();
        };
    }

    @Override
    void printAll(List<AgentReply<StatusAnswer>> replies) {
        RemoteStatusReport report = shown;
        if (report == null) {
            report = new RemoteStatusReport(List.of());
            replies.forEach(report::add);
            report.lines().forEach(out()::println);
        }
        report.remarks(replies, out());
    }

    @Override
    int exitStatus(StatusAnswer answer) {
        return new StatusReport(answer).exitStatus();
    }
}
