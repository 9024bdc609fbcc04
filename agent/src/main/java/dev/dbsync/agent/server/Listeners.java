package dev.dbsync.agent.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places where a server listens.
 *
 * <pre>
 * bind      opens the port, and makes sure that the socket's name can be had
 *           (the server starts)
 * publish   gives the socket its name
 *           (the server stops)
 * close     takes both away, whatever of the above has happened
 * </pre>
 */
final class Listeners {
    /** The name of the connector on the loopback port. */
    static final String HTTP = "http";

    /** More than the calls that may run at once: those who are too many shall hear so, and not wait for a connection. */
    private static final int BACKLOG = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Server server;
    private final Duration idle;
    private final @Nullable ServerConnector http;
    private final @Nullable UnixDomainServerConnector unix;
    private final @Nullable UnixSocketFile socketFile;

    Listeners(Server server, ListenSettings settings, Duration idle) {
        this.server = server;
        this.idle = idle;
        InetSocketAddress address = settings.http();
        Path path = settings.unixSocket();
        http = address == null ? null : newHttp(address);
        unix = path == null ? null : newUnix();
        socketFile = path == null ? null : new UnixSocketFile(path);
    }

    private ServerConnector newHttp(InetSocketAddress address) {
        ServerConnector connector = new ServerConnector(server, 1, 1, protocol());
        connector.setName(HTTP);
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(idle.toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        return connector;
    }

    private UnixDomainServerConnector newUnix() {
        UnixDomainServerConnector connector = new UnixDomainServerConnector(server, 1, 1, protocol());
        connector.setName("unix");
        connector.setIdleTimeout(idle.toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        return connector;
    }

    private static HttpConnectionFactory protocol() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        return new HttpConnectionFactory(configuration);
    }

    void bind() {
        if (http != null) {
            open(http);
        }
        if (unix != null) {
            unix.setUnixDomainPath(Objects.requireNonNull(socketFile).stage());
        }
    }

    /** Apart from the start of all, to tell a port that is taken from anything else. */
    private static void open(ServerConnector connector) {
        try {
            connector.open();
        } catch (IOException failure) {
            Throwable reason = failure.getCause() == null ? failure : failure.getCause();
            String message = "cannot listen on " + connector.getHost() + ":" + connector.getPort() + " ("
                    + reason.getMessage() + "); stop what uses that address, or set another one";
            throw new ListenException(message, failure);
        }
    }

    void publish() {
        if (socketFile != null) {
            socketFile.publish();
        }
    }

    void close() {
        if (http != null) {
            http.close();
        }
        try {
            if (socketFile != null) {
                socketFile.remove();
            }
        } catch (IOException failure) {
            LOG.warn("The Unix socket's file could not be removed", failure);
        }
    }

    OptionalInt httpPort() {
        return http != null && http.getLocalPort() > 0 ? OptionalInt.of(http.getLocalPort()) : OptionalInt.empty();
    }
}
