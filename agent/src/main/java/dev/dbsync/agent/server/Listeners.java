package dev.dbsync.agent.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places where a server listens.
 *
 * <pre>
 * bind      opens the ports, and makes sure that the socket's name can be had
 *           (the server starts)
 * publish   gives the socket its name
 *           (the server stops)
 * close     takes both away, whatever of the above has happened
 * </pre>
 */
final class Listeners {
    /** More than the calls that may run at once: those who are too many shall hear so, and not wait for a connection. */
    private static final int BACKLOG = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Server server;
    private final ServerLimits limits;
    private final @Nullable ServerConnector http;
    private final @Nullable ServerConnector https;
    private final @Nullable UnixDomainServerConnector unix;
    private final @Nullable UnixSocketFile socketFile;
    private final List<OpenConnections> connections = new ArrayList<>();

    Listeners(
            Server server,
            ListenSettings settings,
            AccessSettings access,
            @Nullable TlsListener tls,
            ServerLimits limits) {
        this.server = server;
        this.limits = limits;
        InetSocketAddress address = settings.http();
        Path path = settings.unixSocket();
        http = address == null ? null : newTcp(ListenerKind.HTTP, address, plain());
        https = access.https() == null || tls == null
                ? null
                : newTcp(ListenerKind.HTTPS, access.https(), encrypted(tls));
        unix = path == null ? null : newUnix();
        socketFile = path == null ? null : new UnixSocketFile(path, access.unixGroup());
    }

    private ServerConnector newTcp(ListenerKind listener, InetSocketAddress address, ConnectionFactory... protocols) {
        ServerConnector connector = new ServerConnector(server, 1, 1, protocols);
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(BACKLOG);
        add(listener, connector);
        return connector;
    }

    private UnixDomainServerConnector newUnix() {
        UnixDomainServerConnector connector = new UnixDomainServerConnector(server, 1, 1, plain());
        connector.setAcceptQueueSize(BACKLOG);
        add(ListenerKind.UNIX, connector);
        return connector;
    }

    private void add(ListenerKind listener, AbstractConnector connector) {
        connector.setName(listener.label());
        connector.setIdleTimeout(limits.idle().toMillis());
        OpenConnections open = new OpenConnections(limits.connections(), limits.patience());
        connector.addBean(open);
        connections.add(open);
        server.addConnector(connector);
    }

    private static HttpConnectionFactory plain() {
        return protocol(new HttpConfiguration());
    }

    private static ConnectionFactory[] encrypted(TlsListener tls) {
        HttpConfiguration configuration = new HttpConfiguration();
        // Makes the client's certificate known; which name it called the agent by is the client's business.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory http = protocol(configuration);
        return new ConnectionFactory[] {new SslConnectionFactory(tls.factory(), http.getProtocol()), http};
    }

    private static HttpConnectionFactory protocol(HttpConfiguration configuration) {
        configuration.setSendServerVersion(false);
        return new HttpConnectionFactory(configuration);
    }

    /** Closes connections whose clients take too long. To be called every now and then. */
    void closeLate() {
        connections.forEach(OpenConnections::closeLate);
    }

    /** Closes the connections with TLS, as soon as what is asked on them now is answered. */
    void closeEncrypted() {
        if (https != null) {
            https.getBean(OpenConnections.class).closeAll();
        }
    }

    void bind() {
        if (http != null) {
            open(http);
        }
        if (https != null) {
            open(https);
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
        if (https != null) {
            https.close();
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
        return port(http);
    }

    OptionalInt httpsPort() {
        return port(https);
    }

    private static OptionalInt port(@Nullable ServerConnector connector) {
        return connector != null && connector.getLocalPort() > 0
                ? OptionalInt.of(connector.getLocalPort())
                : OptionalInt.empty();
    }
}
