package dev.dbsync.agent.cli;

import dev.dbsync.agent.rpc.AgentApi;
import dev.dbsync.agent.rpc.StatusAnswer;
import java.util.List;
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
    @Override
    StatusAnswer question(AgentApi agent) {
        return agent.status(options().databases());
    }

    @Override
    void print(StatusAnswer answer) {
        new StatusReport(answer).print(out());
    }

    @Override
    void printAll(List<AgentReply<StatusAnswer>> replies) {
        new RemoteStatusReport(replies).print(out());
    }

    @Override
    int exitStatus(StatusAnswer answer) {
        return new StatusReport(answer).exitStatus();
    }
}
