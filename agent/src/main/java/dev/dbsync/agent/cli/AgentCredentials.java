package dev.dbsync.agent.cli;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a command shows to agents, and whom it believes.
 *
 * @param token or null
 */
record AgentCredentials(@Nullable String token, SSLContext tls) {
    /** Nothing to show, for what anybody may ask; believes whom the machine believes. */
    static AgentCredentials none() {
        try {
            return new AgentCredentials(null, SSLContext.getDefault());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has a default for TLS", impossible);
        }
    }

    /** The token stays out of it. */
    @Override
    public String toString() {
        return "AgentCredentials[" + (token == null ? "no token" : "a token") + "]";
    }
}
