package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.Operation;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code dbsync-agent sync}. */
@Command(
        name = "sync",
        description = {
            "Brings databases to a revision, never downwards, and shows how far it is.",
            "Where an agent runs, it does the work: a sync that it already does is joined, and one that this command no"
                    + " longer follows goes on."
        },
        footer = {
            "  dbsync-agent sync",
            "  dbsync-agent sync --database nova_api --revision cdeec0c85668 --wait 60",
        },
        exitCodeList = {
            "0:all databases are at the revision, whether they were changed or not",
            "1:a database could not be brought there, or another error",
            "130:Ctrl-C"
        })
final class SyncCommand extends AgentCommand {
    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for a lock that another holds. Default: 300.")
    @Nullable
    private Integer wait;

    @Option(
            names = "--plan",
            paramLabel = "DIGEST",
            description = "Do what the plan of this digest said, or nothing. `plan` prints it.")
    @Nullable
    private String plan;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description =
                    "An id of yours: whoever syncs again with it hears of the same operation, also after its end.")
    @Nullable
    private String requestId;

    @Override
    int ask(AskedAgent agent) throws InterruptedException {
        if (wait != null && wait < 0) {
            throw new ParameterException(spec().commandLine(), "--wait must not be negative, but is " + wait);
        }
        surroundings().signals().onFirst(new SyncInterruption(agent.local(), out(), err())::interrupt);
        Operation submitted = agent.api()
                .sync(options().databases(), target.revision, target.adopt, wait, true, target.hold, plan, requestId);
        Operation ended = new OperationFollower(agent.api()).follow(submitted, display());
        if (options().json) {
            out().println(Json.pretty(ended));
        } else {
            new SyncReport(ended).print(out(), err());
        }
        return SyncReport.exitStatus(ended);
    }

    @Override
    int askNamed(List<RemoteAgent> named) throws InterruptedException {
        if (named.size() > 1) {
            throw new ParameterException(
                    spec().commandLine(),
                    "sync goes through one agent: name one --agent; the others find its work done");
        }
        return super.askNamed(named);
    }

    private ProgressDisplay display() {
        if (options().json) {
            return operation -> {};
        }
        OptionalInt columns = surroundings().columns().get();
        return columns.isPresent()
                ? new TerminalProgress(out(), columns.getAsInt())
                : new PlainProgress(out(), System::nanoTime);
    }
}
