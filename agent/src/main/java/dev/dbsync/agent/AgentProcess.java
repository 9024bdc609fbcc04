package dev.dbsync.agent;

import dev.dbsync.agent.catalog.loading.LoadedCatalog;
import dev.dbsync.agent.cli.CommandFailedException;
import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.config.ConfiguredDatabase;
import dev.dbsync.agent.metrics.OperationMetrics;
import dev.dbsync.agent.metrics.RequestMetrics;
import dev.dbsync.agent.operations.ManagedDatabases;
import dev.dbsync.agent.rpc.JsonRpcEndpoint;
import dev.dbsync.agent.server.AgentServer;
import dev.dbsync.agent.server.ListenException;
import dev.dbsync.agent.server.ListenSettings;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent that serves others, from its start to its end.
 *
 * <pre>
 * start   hold the state directory ─▶ put the parts together ─▶ listen
 * take    read and make all anew ─▶ exchange who is let in ─▶ exchange the databases
 * stop    refuse syncs ─▶ operations end ─▶ followers look ─▶ refuse calls ─▶ answers are sent ─▶ stop listening ─▶ let the state directory go
 * </pre>
 */
final class AgentProcess {
    private static final Logger LOG = LoggerFactory.getLogger(AgentProcess.class);

    /** For the answers of calls whose operations have ended. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** Who follows an operation rests between two looks: for this long after its end they may still look. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);

    private final AgentConfiguration started;
    private final StateDirectory state;
    private final Assembly assembly;
    private final AgentServer server;

    private AgentProcess(AgentConfiguration started, StateDirectory state, Assembly assembly, AgentServer server) {
        this.started = started;
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
            AgentProcess process = new AgentProcess(
                    configuration, state, assembly, newServer(configuration, assembly, registry, version));
            process.startListening();
            return process;
        } catch (ListenException refused) {
            letGo(assembly, state);
            throw new CommandFailedException(String.valueOf(refused.getMessage()));
        } catch (RuntimeException | Error failure) {
            letGo(assembly, state);
            throw failure;
        }
    }

    /** What listens must not go on where the rest of the start fails, such as for want of a thread. */
    private void startListening() {
        try {
            listen();
        } catch (RuntimeException | Error failure) {
            server.stop();
            throw failure;
        }
    }

    private static AgentServer newServer(
            AgentConfiguration configuration, Assembly assembly, PrometheusRegistry registry, String version) {
        return new AgentServer(
                new ListenSettings(configuration.unixSocket(), configuration.http()),
                configuration.access(),
                new RpcCalls(JsonRpcEndpoint.ofAgent(assembly.service(), version), new RequestMetrics(registry)),
                AgentPages.of(assembly.service(), assembly.metrics(registry, version)));
    }

    private void listen() {
        logDatabases(started);
        started.trialWarning().ifPresent(LOG::warn);
        server.start();
        logListeners();
        assembly.clearLeftovers();
        LOG.info("Ready");
    }

    private static void logDatabases(AgentConfiguration configuration) {
        for (ConfiguredDatabase database : configuration.databases()) {
            LOG.info(
                    "Database {} at {}{}, catalogue {}",
                    database.name(),
                    database.place(),
                    database.allCells() ? " and all cells" : "",
                    database.catalog());
        }
    }

    private void logListeners() {
        if (started.unixSocket() != null) {
            LOG.info("Listening on {}", started.unixSocket());
        }
        if (started.http() != null) {
            LOG.info(
                    "Listening on {}:{}",
                    started.http().getAddress().getHostAddress(),
                    server.httpPort().orElse(started.http().getPort()));
        }
        if (started.https() != null) {
            LOG.info(
                    "Listening on {}:{} with TLS",
                    started.https().getAddress().getHostAddress(),
                    server.httpsPort().orElse(started.https().getPort()));
        }
    }

    /**
     * Takes changed settings for the calls that come from now on: databases, and who is let in. What runs goes on as it began.
     *
     * @param next was checked as for a start
     * @throws CommandFailedException if a file that it names cannot be used; nothing has changed then
     */
    void take(AgentConfiguration next, Map<String, LoadedCatalog> catalogs) {
        ManagedDatabases databases = assembly.made(next.takenBy(started), catalogs);
        try {
            server.take(next.access());
        } catch (ListenException refused) {
            throw new CommandFailedException(String.valueOf(refused.getMessage()));
        }
        assembly.take(databases);
        logDatabases(next);
        next.waitingForRestart(started).forEach(key -> LOG.warn("{} has changed, which takes a restart", key));
        assembly.clearLeftovers();
        LOG.info("The configuration was read anew");
    }

    /** The loopback port that is bound; empty if there is none. */
    OptionalInt httpPort() {
        return server.httpPort();
    }

    /** The port for TLS that is bound; empty if there is none. */
    OptionalInt httpsPort() {
        return server.httpsPort();
    }

    /**
     * Takes no new work, waits for the operations that run, and closes everything.
     *
     * @return whether all operations have ended in time
     */
    boolean stop(Duration limit) throws InterruptedException {
        LOG.info("Stopping: no new work, and up to {} s for the operations that run", limit.toSeconds());
        boolean ended = drainAndClose(limit);
        if (ended) {
            LOG.info("Stopped");
        } else {
            LOG.warn("Stopped while operations were running; the next sync goes on where they were");
        }
        return ended;
    }

    private boolean drainAndClose(Duration limit) throws InterruptedException {
        try {
            server.refuseWork();
            boolean atWork = assembly.isAtWork();
            boolean ended = assembly.drain(limit);
            if (atWork) {
                TimeUnit.MILLISECONDS.sleep(LAST_LOOK.toMillis());
            }
            server.drain(FAREWELL);
            return ended;
        } finally {
            server.stop();
            letGo(assembly, state);
        }
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
