package dev.dbsync.agent.database.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketFactory;

/**
 * The sockets of both drivers, each of which makes one of these by the name in {@code socketFactory}: Unix sockets where the
 * address names one, ordinary ones elsewhere, and all of them known to the {@link Login} that they are made in. Used by one
 * connection at a time.
 */
public final class DriverSockets extends ConfigurableSocketFactory {
    /** The parameter of MariaDB's JDBC URL that names a Unix socket. PostgreSQL's is {@code socketFactoryArg}. */
    public static final String PATH = "unixSocketPath";

    private @Nullable String path;

    /** As MariaDB's driver calls it. */
    public DriverSockets() {}

    /**
     * As PostgreSQL's driver calls it.
     *
     * @param path the Unix socket; null for none
     */
    public DriverSockets(@Nullable String path) {
        this.path = path;
    }

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        path = configuration.nonMappedOptions().getProperty(PATH);
    }

    /** The only one that the drivers call. */
    @Override
    public Socket createSocket() throws SocketException {
        Login login = Login.current();
        Socket socket = path != null
                ? new UnixSockets(Path.of(path)).createSocket()
                : login == null ? new Socket() : new BoundedSocket(login);
        Cutoff.watch(socket);
        if (login != null) {
            login.opened(socket, path);
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw notConnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw notConnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw notConnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw notConnected();
    }

    private static IOException notConnected() {
        return new IOException("sockets are made before they are connected");
    }

    /** The library's own knows one host only, where a driver may name any. */
    private static final class UnixSockets extends AFUNIXSocketFactory {
        private final Path path;

        UnixSockets(Path path) {
            this.path = path;
        }

        @Override
        public boolean isHostnameSupported(String host) {
            return true;
        }

        @Override
        public AFUNIXSocketAddress addressFromHost(String host, int port) throws SocketException {
            return AFUNIXSocketAddress.of(path, port);
        }
    }
}
