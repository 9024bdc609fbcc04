package dev.dbsync.agent.cli;

import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.rpc.AgentApi;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agent that a command asks: the one that runs on the same configuration, or else one in this process.
 *
 * @param local the one in this process; null where another process has it
 */
record AskedAgent(AgentApi api, @Nullable LocalAgent local) implements AutoCloseable {

    static AskedAgent open(AgentParts parts, AgentConfiguration configuration, AgentCredentials credentials) {
        Optional<RemoteAgent> running = RunningAgentFinder.find(configuration, credentials);
        if (running.isPresent()) {
            return new AskedAgent(running.get(), null);
        }
        LocalAgent local = parts.assemble(configuration);
        return new AskedAgent(local.service(), local);
    }

    @Override
    public void close() {
        if (local != null) {
            local.close();
        }
    }
}
