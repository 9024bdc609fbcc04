package dev.dbsync.agent.cli;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code dbsync-agent serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = {
            "Runs the agent until SIGTERM or SIGINT, in the foreground; its log goes to stderr.",
            "It then takes no new work, lets the operations that run come to their end, for up to ten minutes, and"
                    + " ends. A second signal ends it at once: the next sync goes on where that one stopped.",
            "SIGHUP has it take a changed configuration: databases, tokens and TLS at once, all else with a restart."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  dbsync-agent serve", "  dbsync-agent serve --config ./dbsync.conf"},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:stopped by a signal, with all operations at their end",
            "1:an error",
            "78:the configuration cannot be used, as stderr says line by line"
        })
final class ServeCommand implements Callable<Integer> {
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);

    /** By a signal. */
    private enum Asked {
        RELOAD,
        STOP
    }

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DbsyncAgentCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Override
    public Integer call() throws InterruptedException {
        AgentParts parts = parent.parts();
        BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
        Signals signals = parent.surroundings().signals();
        // Before the start: a signal that comes during it shall find everything put away, too.
        signals.onFirst(status -> asked.add(Asked.STOP));
        signals.onHangUp(() -> asked.add(Asked.RELOAD));
        RunningServer server;
        try {
            server = parts.start(configuration.file);
        } catch (UnusableConfigurationException unusable) {
            CommandErrors.failed(unusable, spec.commandLine());
            return ExitStatus.CONFIGURATION;
        }
        while (asked.take() == Asked.RELOAD) {
            server.reload();
        }
        return server.stop(DRAIN_LIMIT) ? ExitStatus.DONE : ExitStatus.ERROR;
    }
}
