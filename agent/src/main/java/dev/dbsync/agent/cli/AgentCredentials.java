package dev.dbsync.agent.cli;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a command shows to agents, and whom it believes.
 *
 * @param token or null
 */
record AgentCredentials(@Nullable String token, SSLContext tls) {
    /** The token stays out of it. */
    @Override
    public String toString() {
        return "AgentCredentials[" + (token == null ? "no token" : "a token") + "]";
    }
}
