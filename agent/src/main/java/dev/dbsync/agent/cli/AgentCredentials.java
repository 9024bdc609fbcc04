package dev.dbsync.agent.cli;

import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a command shows to agents, and whom it believes.
 *
 * @param token or null
 * @param tls asked only where an agent is reached by TLS: what the machine believes takes a while to read
 */
record AgentCredentials(@Nullable String token, Supplier<SSLContext> tls) {
    /** Nothing to show, for what anybody may ask; believes whom the machine believes. */
    static AgentCredentials none() {
        return new AgentCredentials(null, AgentCredentials::ofMachine);
    }

    /** The one that a JVM has, which it makes when it is first asked for. */
    static SSLContext ofMachine() {
        try {
            return SSLContext.getDefault();
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
