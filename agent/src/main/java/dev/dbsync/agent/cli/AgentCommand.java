package dev.dbsync.agent.cli;

import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.rpc.RpcException;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.vocabulary.PlainText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that asks an agent, the one that is named or else whichever there is, and shows what it answers. */
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

    @ArgGroup(validate = false, heading = "%nWhich running agents to ask, and how:%n")
    private AgentOptions agents = new AgentOptions();

    @Mixin
    private QuestionOptions options = new QuestionOptions();

    /** Asks the agent, and answers the exit status. */
    abstract int ask(AskedAgent agent) throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        return agents.named() ? askNamed(agents.agents()) : askOwn();
    }

    private int askOwn() throws InterruptedException {
        AgentParts parts = parent.parts();
        AgentConfiguration configured = parts.configuration(configuration.file);
        configured.trialWarning().ifPresent(warning -> err().println("dbsync-agent: " + warning));
        try (AskedAgent agent = AskedAgent.open(parts, configured, agents.credentials())) {
            return ask(agent);
        } catch (RpcException refused) {
            refuse(refused.problem());
            return ExitStatus.ERROR;
        }
    }

    /** Asks the agents that the command line names, one after the other; answers the worst of their exit statuses. */
    int askNamed(List<RemoteAgent> named) throws InterruptedException {
        int worst = ExitStatus.DONE;
        for (RemoteAgent agent : named) {
            if (named.size() > 1) {
                out().println("== " + agent.name());
            }
            worst = ExitStatus.worse(worst, askOne(agent));
        }
        return worst;
    }

    private int askOne(RemoteAgent agent) throws InterruptedException {
        try {
            return ask(new AskedAgent(agent, null));
        } catch (RpcException refused) {
            refuse(refused.problem());
        } catch (CommandFailedException failed) {
            failed.lines().forEach(line -> err().println("dbsync-agent: " + PlainText.line(line)));
        }
        return ExitStatus.ERROR;
    }

    private void refuse(Problem problem) {
        if (options.json) {
            out().println(Json.pretty(Map.of("error", problem)));
        }
        new ProblemText(problem).lines().forEach(err()::println);
    }

    final AgentOptions agents() {
        return agents;
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
