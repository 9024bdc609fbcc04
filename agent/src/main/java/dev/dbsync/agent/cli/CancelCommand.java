package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.Operation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dbsync-agent cancel}. */
@Command(
        name = "cancel",
        description = {
            "Calls an operation of a running agent off, and waits for its end.",
            "It ends between two steps, or at once where it waits. What is done stays done; the next sync goes on."
        },
        footer = {"  dbsync-agent cancel 1f0c2a7e"},
        exitCodeList = {"0:it was cancelled, or had ended already", "1:the agent does not know it, or another error"})
final class CancelCommand extends AgentCommand {
    @Parameters(paramLabel = "ID", description = "The operation's id, as sync and status show it.")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Override
    int ask(AskedAgent agent) throws InterruptedException {
        Operation ended = new OperationFollower(agent.api()).follow(agent.api().cancel(id), operation -> {});
        if (options().json) {
            out().println(Json.pretty(ended));
        } else {
            new SyncReport(ended).print(out(), err());
        }
        return ExitStatus.DONE;
    }
}
