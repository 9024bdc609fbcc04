package dev.dbsync.agent.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code dbsync-agent serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = {
            "Runs the agent until SIGTERM or SIGINT, in the foreground; its log goes to stderr.",
            "It then takes no new work, lets the operations that run come to their end, for up to ten minutes, and"
                    + " ends. A second signal ends it at once: the next sync goes on where that one stopped."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  dbsync-agent serve", "  dbsync-agent serve --config ./dbsync.conf"},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:stopped by a signal, with all operations at their end", "1:an error"})
final class ServeCommand implements Callable<Integer> {
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DbsyncAgentCommand parent;

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Override
    public Integer call() throws InterruptedException {
        AgentParts parts = parent.parts();
        CountDownLatch asked = new CountDownLatch(1);
        // Before the start: a signal that comes during it shall find everything put away, too.
        parent.surroundings().signals().onFirst(status -> asked.countDown());
        RunningServer server = parts.start(parts.configuration(configuration.file));
        asked.await();
        return server.stop(DRAIN_LIMIT) ? ExitStatus.DONE : ExitStatus.ERROR;
    }
}
