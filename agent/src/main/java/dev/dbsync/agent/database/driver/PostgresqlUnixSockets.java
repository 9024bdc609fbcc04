package dev.dbsync.agent.database.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Path;
import javax.net.SocketFactory;

/**
 * Unix sockets for PostgreSQL's JDBC driver, which makes one of these by its name in {@code socketFactory}. Stateless but
 * for the path.
 */
public final class PostgresqlUnixSockets extends SocketFactory {
    private static final SocketAddress NOWHERE = InetSocketAddress.createUnresolved("localhost", 0);

    private final Path path;

    /**
     * As the driver calls it.
     *
     * @param path the socket, from {@code socketFactoryArg}
     */
    public PostgresqlUnixSockets(String path) {
        this.path = Path.of(path);
    }

    @Override
    public Socket createSocket() throws IOException {
        return new UnixSocket(path);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected();
    }

    /** Those that are given an address are connected at once. */
    private Socket connected() throws IOException {
        Socket socket = createSocket();
        socket.connect(NOWHERE);
        return socket;
    }
}
