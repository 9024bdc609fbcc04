package dev.dbsync.agent.cli;

import dev.dbsync.agent.config.AgentConfiguration;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the agent that runs on a configuration.
 *
 * <p>The loopback port is asked only where the configuration has no Unix socket: whoever answers on a port, which many
 * configurations share for its being the default, need not be the agent of this one.
 */
final class RunningAgentFinder {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private RunningAgentFinder() {}

    /**
     * The agent, if one runs.
     *
     * @throws CommandFailedException if one does, but cannot be asked
     */
    static Optional<RemoteAgent> find(AgentConfiguration configuration, AgentCredentials credentials) {
        Path socket = configuration.unixSocket();
        if (socket != null) {
            // Only what is surely not there is not there: a folder may be closed to this user.
            return Files.notExists(socket) ? Optional.empty() : at(AgentAddress.unix(socket), credentials);
        }
        InetSocketAddress http = configuration.http();
        return http == null || http.getPort() == 0 ? Optional.empty() : at(AgentAddress.http(http), credentials);
    }

    private static Optional<RemoteAgent> at(AgentAddress address, AgentCredentials credentials) {
        AgentHttp http = new AgentHttp(address, credentials);
        try {
            requireAgent(address, http.get("/healthz", PATIENCE));
            return Optional.of(new RemoteAgent(http));
        } catch (ConnectException nobodyListens) {
            return Optional.empty();
        } catch (BindException denied) {
            // What the JDK makes of EACCES on a Unix socket.
            throw new CommandFailedException("may not ask the agent at " + address.name()
                    + ": permission denied; call as a user in the socket's group, or as root");
        } catch (IOException failure) {
            throw new CommandFailedException("what listens at " + address.name() + " does not answer: "
                    + failure.getMessage() + "; restart the agent, or stop it and call again");
        }
    }

    private static void requireAgent(AgentAddress address, HttpAnswer health) {
        if (health.status() != 200 || !health.body().contains("\"status\"")) {
            throw new CommandFailedException("what listens at " + address.name()
                    + " is not an agent; stop it, or set another address in [listen]");
        }
    }
}
