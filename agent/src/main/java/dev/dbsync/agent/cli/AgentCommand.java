package dev.dbsync.agent.cli;

import dev.dbsync.agent.rpc.Problem;
import dev.dbsync.agent.rpc.RpcException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that asks an agent, whichever there is, and shows what it answers. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        footerHeading = "%nExamples:%n",
        exitCodeListHeading = "%nExit status:%n")
abstract class AgentCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DbsyncAgentCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Mixin
    private QuestionOptions options = new QuestionOptions();

    /** Asks the agent, and answers the exit status. */
    abstract int ask(AskedAgent agent) throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        AgentParts parts = parent.parts();
        try (AskedAgent agent = AskedAgent.open(parts, parts.configuration(configuration.file))) {
            return ask(agent);
        } catch (RpcException refused) {
            refuse(refused.problem());
            return ExitStatus.ERROR;
        }
    }

    private void refuse(Problem problem) {
        if (options.json) {
            out().println(Json.pretty(Map.of("error", problem)));
        }
        new ProblemText(problem).lines().forEach(err()::println);
    }

    final QuestionOptions options() {
        return options;
    }

    final Surroundings surroundings() {
        return parent.surroundings();
    }

    final CommandSpec spec() {
        return spec;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
