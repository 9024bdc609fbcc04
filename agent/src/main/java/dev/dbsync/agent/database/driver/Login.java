package dev.dbsync.agent.database.driver;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect through a driver. Whatever a server answers, and whatever the driver makes of it, the end is a
 * connection or an {@link SQLException}, in time, and no socket is left open after a failure. The drivers' own limits are for
 * each read: a server that sends a byte a second keeps within them for ever.
 *
 * <p>The drivers make their sockets by {@link DriverSockets}, in the thread that connects. Thread-safe.
 */
public final class Login {
    /** How a connection fails that could not be established, in the words of SQL's standard. */
    private static final String NOT_ESTABLISHED = "08001";

    private static final ThreadLocal<@Nullable Login> CURRENT = new ThreadLocal<>();

    private final Duration limit;
    private final List<Socket> sockets = new ArrayList<>();
    private @Nullable String path;
    private boolean cut;
    private volatile boolean over;

    private Login(Duration limit) {
        this.limit = limit;
    }

    static @Nullable Login current() {
        return CURRENT.get();
    }

    /**
     * Connects; {@link Connection#abort} of what is returned ends every wait for an answer at once.
     *
     * @param limit for all of it, from the first host's address to the last answer to the log-in
     * @throws SQLException if there is no connection, whatever the driver threw; its state is of class 08 where the driver
     *     gave none
     */
    public static Connection connect(String url, Properties properties, Duration limit) throws SQLException {
        refuseEndless(url);
        Login login = new Login(limit);
        CURRENT.set(login);
        try {
            return login.within(() -> DriverManager.getConnection(url, properties));
        } finally {
            CURRENT.remove();
        }
    }

    /** MariaDB's driver looks for the end of {@code address=(…)} for ever where there is none. */
    private static void refuseEndless(String url) throws SQLException {
        if (url.contains("(") && !url.matches("[^()]*(\\([^()]*\\)[^()]*)*")) {
            throw new SQLException("the address has a ( or a ) too many", NOT_ESTABLISHED);
        }
    }

    private interface Driver {
        Connection connect() throws SQLException;
    }

    private Connection within(Driver driver) throws SQLException {
        CompletableFuture<Boolean> timer =
                new CompletableFuture<Boolean>().completeOnTimeout(true, limit.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> unused = timer.thenAccept(late -> cut());
        try {
            return cuttable(driver.connect());
        } catch (Throwable failure) {
            // The driver's own bug, or an Error that the server provoked: this database's alone.
            throw told(failure, cut());
        } finally {
            timer.cancel(false);
        }
    }

    /** Of several hosts that the driver tried, the last is the one that it stays with. */
    private synchronized Connection cuttable(Connection connection) throws SocketException {
        if (cut) {
            throw new SocketException("the time to connect is over");
        }
        over = true;
        return sockets.isEmpty() ? connection : CuttableConnection.of(connection, sockets.get(sockets.size() - 1));
    }

    /** Whether the server let the agent in. */
    boolean over() {
        return over;
    }

    /** Notes a socket of this attempt. */
    synchronized void opened(Socket socket, @Nullable String unixPath) throws SocketException {
        path = unixPath;
        sockets.add(socket);
        if (cut) {
            close(socket);
            throw new SocketException("the time to connect is over");
        }
    }

    /**
     * Closes what is open, unless the log-in is over: the connection is somebody's then.
     *
     * @return whether it was cut before
     */
    private synchronized boolean cut() {
        boolean before = cut;
        cut = !over;
        if (cut) {
            sockets.forEach(Login::close);
        }
        return before;
    }

    private synchronized SQLException told(Throwable failure, boolean late) {
        if (late) {
            return new SQLException(
                    "the log-in took longer than " + limit.toSeconds() + " seconds", NOT_ESTABLISHED, failure);
        }
        if (!(failure instanceof SQLException refusal) || isSilent(refusal)) {
            return new SQLException(
                    "the driver made nothing of the address, or of the server's answer to the log-in; see that the address is"
                            + " right and that a database server listens there",
                    NOT_ESTABLISHED,
                    failure);
        }
        if (refusal.getSQLState() == null) {
            return new SQLException(refusal.getMessage(), NOT_ESTABLISHED, refusal);
        }
        return path == null || reached(refusal)
                ? refusal
                : new SQLException("Unix socket " + path + ": " + rootMessage(refusal), NOT_ESTABLISHED, refusal);
    }

    private static boolean isSilent(SQLException refusal) {
        return refusal.getMessage() == null || refusal.getMessage().isBlank();
    }

    /** A driver names the host, which says nothing where a Unix socket takes its place. */
    private boolean reached(SQLException refusal) {
        return !(root(refusal) instanceof SocketException);
    }

    private static String rootMessage(Throwable failure) {
        return String.valueOf(root(failure).getMessage());
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause == failure ? failure : root(cause);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // closed is what it was to be
        }
    }
}
