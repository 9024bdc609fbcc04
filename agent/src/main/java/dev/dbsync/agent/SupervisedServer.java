package dev.dbsync.agent;

import dev.dbsync.agent.cli.RunningServer;
import dev.dbsync.agent.cli.SelfCheck;
import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.supervision.Supervisor;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** An agent that serves, with systemd being told so. */
final class SupervisedServer implements RunningServer {
    private final RunningServer server;
    private final Supervisor supervisor;

    private SupervisedServer(RunningServer server, Supervisor supervisor) {
        this.server = server;
        this.supervisor = supervisor;
    }

    /** Says that a server that was started is ready. */
    static RunningServer over(RunningServer server, AgentConfiguration configuration, Supervisor supervisor) {
        // Where the agent cannot be asked, that its process runs is all there is to tell.
        BooleanSupplier answers =
                SelfCheck.of(configuration).<BooleanSupplier>map(check -> check).orElse(() -> true);
        supervisor.ready(
                "Serves as " + configuration.agentName() + "; databases: "
                        + configuration.databases().size(),
                answers);
        return new SupervisedServer(server, supervisor);
    }

    @Override
    public boolean stop(Duration limit) throws InterruptedException {
        supervisor.stopping("Lets the operations that run come to their end");
        try {
            return server.stop(limit);
        } finally {
            supervisor.stopped();
        }
    }
}
