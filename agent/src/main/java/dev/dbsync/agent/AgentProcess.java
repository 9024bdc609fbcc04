package dev.dbsync.agent;

import dev.dbsync.agent.catalog.loading.LoadedCatalog;
import dev.dbsync.agent.cli.CommandFailedException;
import dev.dbsync.agent.cli.RunningServer;
import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.config.ConfiguredDatabase;
import dev.dbsync.agent.metrics.OperationMetrics;
import dev.dbsync.agent.metrics.RequestMetrics;
import dev.dbsync.agent.rpc.JsonRpcEndpoint;
import dev.dbsync.agent.server.AgentServer;
import dev.dbsync.agent.server.ListenException;
import dev.dbsync.agent.server.ListenSettings;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent that serves others, from its start to its end.
 *
 * <pre>
 * start   hold the state directory ─▶ put the parts together ─▶ listen
 * stop    refuse calls ─▶ operations end ─▶ answers are sent ─▶ stop listening ─▶ let the state directory go
 * </pre>
 */
final class AgentProcess implements RunningServer {
    private static final Logger LOG = LoggerFactory.getLogger(AgentProcess.class);

    /** For the answers of calls whose operations have ended. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final StateDirectory state;
    private final Assembly assembly;
    private final AgentServer server;

    private AgentProcess(StateDirectory state, Assembly assembly, AgentServer server) {
        this.state = state;
        this.assembly = assembly;
        this.server = server;
    }

    /**
     * Starts an agent.
     *
     * @throws CommandFailedException if it cannot be; nothing is left behind then
     */
    static AgentProcess start(AgentConfiguration configuration, Map<String, LoadedCatalog> catalogs, String version) {
        LOG.info("dbsync-agent {} starts as {}", version, configuration.agentName());
        StateDirectory state = StateDirectory.hold(configuration.stateDirectory());
        PrometheusRegistry registry = new PrometheusRegistry();
        Assembly assembly = new Assembly(configuration, catalogs, new HeapTrim(new OperationMetrics(registry)));
        assembly.lastInterrupted()
                .ifPresent(operation -> LOG.warn(
                        "Operation {} was interrupted, last heard of at {}; the next sync goes on where it stopped",
                        operation.id(),
                        operation.finishedAt()));
        try {
            AgentProcess process =
                    new AgentProcess(state, assembly, newServer(configuration, assembly, registry, version));
            process.listen(configuration);
            return process;
        } catch (ListenException refused) {
            letGo(assembly, state);
            throw new CommandFailedException(String.valueOf(refused.getMessage()));
        }
    }

    private static AgentServer newServer(
            AgentConfiguration configuration, Assembly assembly, PrometheusRegistry registry, String version) {
        return new AgentServer(
                new ListenSettings(configuration.unixSocket(), configuration.http()),
                configuration.access(),
                new RpcCalls(
                        JsonRpcEndpoint.ofAgent(assembly.service(), assembly.service()::statusAtHand, version),
                        new RequestMetrics(registry)),
                AgentPages.of(assembly.service(), assembly.metrics(registry, version)));
    }

    private void listen(AgentConfiguration configuration) {
        for (ConfiguredDatabase database : configuration.databases()) {
            LOG.info(
                    "Database {} at {}{}, catalogue {}",
                    database.name(),
                    database.place(),
                    database.allCells() ? " and all cells" : "",
                    database.catalog());
        }
        server.start();
        if (configuration.unixSocket() != null) {
            LOG.info("Listening on {}", configuration.unixSocket());
        }
        if (configuration.http() != null) {
            LOG.info(
                    "Listening on {}:{}",
                    configuration.http().getAddress().getHostAddress(),
                    server.httpPort().orElse(configuration.http().getPort()));
        }
        if (configuration.access().https() != null) {
            LOG.info(
                    "Listening on {}:{} with TLS",
                    configuration.access().https().getAddress().getHostAddress(),
                    server.httpsPort().orElse(configuration.access().https().getPort()));
        }
        assembly.clearLeftovers();
        LOG.info("Ready");
    }

    /** The loopback port that is bound; empty if there is none. */
    OptionalInt httpPort() {
        return server.httpPort();
    }

    /** The port for TLS that is bound; empty if there is none. */
    OptionalInt httpsPort() {
        return server.httpsPort();
    }

    @Override
    public boolean stop(Duration limit) throws InterruptedException {
        LOG.info("Stopping: no new work, and up to {} s for the operations that run", limit.toSeconds());
        server.drain(Duration.ZERO);
        boolean ended = assembly.drain(limit);
        server.drain(FAREWELL);
        server.stop();
        letGo(assembly, state);
        if (ended) {
            LOG.info("Stopped");
        } else {
            LOG.warn("Stopped while operations were running; the next sync goes on where they were");
        }
        return ended;
    }

    private static void letGo(Assembly assembly, StateDirectory state) {
        assembly.close();
        try {
            state.close();
        } catch (IOException failure) {
            LOG.warn("The state directory's lock could not be released", failure);
        }
    }
}
