package dev.dbsync.agent.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens on this host only. What others may call is part of {@link AccessSettings}.
 *
 * @param unixSocket the path of a Unix socket, or null for none
 * @param http a loopback address, or null for none; port 0 takes any free one
 */
public record ListenSettings(@Nullable Path unixSocket, @Nullable InetSocketAddress http) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the address is not a loopback one
     */
    public ListenSettings {
        if (http != null) {
            requireLoopback(http);
        }
    }

    private static void requireLoopback(InetSocketAddress http) {
        if (http.isUnresolved() || !http.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("http must be a loopback address such as 127.0.0.1:8639, but is "
                    + http.getHostString() + ":" + http.getPort() + ": what is sent there is not encrypted");
        }
    }
}
