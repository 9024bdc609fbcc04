package dev.dbsync.agent.database.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Path;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * Unix sockets for MariaDB's JDBC driver, which makes one of these by its name in {@code socketFactory}. The driver's own
 * {@code localSocket} needs a native library. Used by one connection at a time.
 */
public final class MariaDbUnixSockets extends ConfigurableSocketFactory {
    /** The parameter of the JDBC URL that names the socket. */
    public static final String PATH = "unixSocketPath";

    private static final SocketAddress NOWHERE = InetSocketAddress.createUnresolved("localhost", 0);

    private Path path = Path.of("");

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        path = Path.of(configuration.nonMappedOptions().getProperty(PATH, ""));
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
