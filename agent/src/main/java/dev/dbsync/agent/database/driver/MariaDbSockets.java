package dev.dbsync.agent.database.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Ordinary sockets for MariaDB's JDBC driver, which makes one of these by its name in {@code socketFactory}; known
 * afterwards, so that a connection can be given up while somebody waits for an answer on it. Stateless but for what a thread
 * that connects remembers.
 *
 * <p>The driver's own {@code abort} reads from the socket before it closes it. Where another thread reads already, and the
 * answer never comes, it waits as long as that one: for ever.
 */
public final class MariaDbSockets extends SocketFactory {
    private static final ThreadLocal<@Nullable Socket> LAST = new ThreadLocal<>();

    /** Connects through the driver; {@link Connection#abort} then ends every wait for an answer at once. */
    public static Connection connect(String url, Properties properties) throws SQLException {
        LAST.remove();
        try {
            Connection connection = DriverManager.getConnection(url, properties);
            Socket socket = LAST.get();
            return socket == null ? connection : CuttableConnection.of(connection, socket);
        } finally {
            LAST.remove();
        }
    }

    /** The only one that the driver calls; of several hosts it tries, the last is the one that it stays with. */
    @Override
    public Socket createSocket() {
        Socket socket = new Socket();
        LAST.set(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return getDefault().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return getDefault().createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return getDefault().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return getDefault().createSocket(host, port, localHost, localPort);
    }
}
