package dev.dbsync.agent;

import dev.dbsync.agent.cli.CommandFailedException;
import dev.dbsync.agent.cli.RunningServer;
import dev.dbsync.agent.cli.SelfCheck;
import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.supervision.Supervisor;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An agent that serves, with systemd being told so. */
final class SupervisedServer implements RunningServer {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedServer.class);

    private final AgentProcess agent;
    private final String name;
    private final Supplier<AgentConfiguration> reload;
    private final Supervisor supervisor;
    private String status;

    private SupervisedServer(
            AgentProcess agent,
            AgentConfiguration started,
            Supplier<AgentConfiguration> reload,
            Supervisor supervisor) {
        this.agent = agent;
        this.name = started.agentName();
        this.reload = reload;
        this.supervisor = supervisor;
        this.status = status(started);
    }

    /**
     * Says that an agent that was started is ready.
     *
     * @param reload reads the configuration anew, has the agent take it, and answers with it
     */
    static RunningServer over(
            AgentProcess agent,
            AgentConfiguration started,
            Supplier<AgentConfiguration> reload,
            Supervisor supervisor) {
        SupervisedServer server = new SupervisedServer(agent, started, reload, supervisor);
        // Where the agent cannot be asked, that its process runs is all there is to tell.
        BooleanSupplier answers =
                SelfCheck.of(started).<BooleanSupplier>map(check -> check).orElse(() -> true);
        supervisor.ready(server.status, answers);
        return server;
    }

    private String status(AgentConfiguration configuration) {
        return "Serves as " + name + "; databases: " + configuration.databases().size();
    }

    @Override
    public void reload() {
        supervisor.reloading();
        try {
            status = status(reload.get());
        } catch (CommandFailedException wrong) {
            wrong.lines().forEach(line -> LOG.warn("The configuration is not taken: {}", line));
            LOG.warn("What was read before holds on; correct this, and reload again");
        } catch (RuntimeException | Error failure) {
            LOG.error("The configuration could not be taken; what was read before holds on", failure);
        } finally {
            supervisor.reloaded(status);
        }
    }

    @Override
    public boolean stop(Duration limit) throws InterruptedException {
        supervisor.stopping("Lets the operations that run come to their end");
        try {
            return agent.stop(limit);
        } finally {
            supervisor.stopped();
        }
    }
}
