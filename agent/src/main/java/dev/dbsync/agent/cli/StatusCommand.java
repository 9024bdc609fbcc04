package dev.dbsync.agent.cli;

import dev.dbsync.agent.rpc.StatusAnswer;
import picocli.CommandLine.Command;

/** {@code dbsync-agent status}. */
@Command(
        name = "status",
        description = "Says where databases stand. Writes nothing.",
        footer = {
            "  dbsync-agent status",
            "  dbsync-agent status --database nova_api --json",
        },
        exitCodeList = {
            "0:all databases are at head",
            "1:a database cannot be reached, or another error",
            "2:otherwise: a database is behind, or in a state that needs a look"
        })
final class StatusCommand extends AgentCommand {
    @Override
    int ask(AskedAgent agent) {
        StatusAnswer answer = agent.api().status(options().databases());
        StatusReport report = new StatusReport(answer);
        if (options().json) {
            out().println(Json.pretty(answer));
        } else {
            report.print(out());
        }
        return report.exitStatus();
    }
}
