package dev.dbsync.agent.cli;

import dev.dbsync.agent.config.AgentConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Asks the agent of this process, as any client would, whether it is there. */
public final class SelfCheck implements BooleanSupplier {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final AgentHttp agent;

    private SelfCheck(AgentHttp agent) {
        this.agent = agent;
    }

    /** Where the agent of a configuration can be asked; empty if its only place is a port that is not known beforehand. */
    public static Optional<SelfCheck> of(AgentConfiguration configuration) {
        return address(configuration)
                .map(address -> new AgentHttp(address, AgentCredentials.none()))
                .map(SelfCheck::new);
    }

    private static Optional<AgentAddress> address(AgentConfiguration configuration) {
        if (configuration.unixSocket() != null) {
            return Optional.of(AgentAddress.unix(configuration.unixSocket()));
        }
        return Optional.ofNullable(configuration.http())
                .filter(http -> http.getPort() != 0)
                .map(AgentAddress::http);
    }

    @Override
    public boolean getAsBoolean() {
        try {
            return agent.get("/healthz", LIMIT).status() == OK;
        } catch (IOException unanswered) {
            return false;
        }
    }
}
