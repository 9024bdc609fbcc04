package dev.dbsync.agent.database;

import dev.dbsync.agent.database.driver.Cutoff;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connection that a question was asked on for a moment, for the next question about the same database: logging in
 * costs agent and server far more than the question does.
 *
 * <p>It is no pool: it never makes anybody wait, holds one connection for each database at most, and none for longer than
 * {@link #REST} without a question, so that an agent that nobody asks is connected to nothing. None gets older than
 * {@link #AGE}: a name may lead to another server by then. Thread-safe.
 */
public final class KeptConnections implements AutoCloseable {
    /** How long a connection is kept that nobody asks anything on. */
    static final Duration REST = Duration.ofSeconds(1);

    /** How old a connection may get. */
    static final Duration AGE = Duration.ofSeconds(10);

    private static final int ANSWER_SECONDS = 1;

    private static final Logger LOG = LoggerFactory.getLogger(KeptConnections.class);

    private final Map<DatabaseAddress, IdleConnection> idle = new ConcurrentHashMap<>();
    private final Executor executor;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Keeps none yet.
     *
     * @param executor closes what was idle long enough
     */
    public KeptConnections(Executor executor) {
        this.executor = executor;
    }

    /**
     * The same source, of which connections for questions are kept. Those of an embedded database are not: they cost nothing,
     * and the database's file is locked for as long as one is open.
     *
     * @param address what the source connects to
     */
    public ConnectionSource over(DatabaseAddress address, ConnectionSource source) {
        return address.scheme().equals("h2") ? source : new KeepingSource(address, source);
    }

    private final class KeepingSource implements ConnectionSource {
        private final DatabaseAddress address;
        private final ConnectionSource source;

        KeepingSource(DatabaseAddress address, ConnectionSource source) {
            this.address = address;
            this.source = source;
        }

        @Override
        public Connection open() throws SQLException {
            return source.open();
        }

        @Override
        public Connection openForQuestions() throws SQLException {
            IdleConnection found = idle.remove(address);
            if (found != null && usable(found)) {
                return handOut(found);
            }
            if (found != null) {
                closeQuietly(found);
            }
            return handOut(new IdleConnection(address, source.openForQuestions(), System.nanoTime(), 0));
        }

        @Override
        public Optional<Engine> engine() {
            return source.engine();
        }

        @Override
        public String explain(SQLException failure) {
            return source.explain(failure);
        }

        @Override
        public String describe() {
            return source.describe();
        }
    }

    private static boolean usable(IdleConnection found) throws SQLException {
        Cutoff.watch(() -> found.connection().abort(Runnable::run));
        return found.usable();
    }

    private Connection handOut(IdleConnection found) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, new OpenConnection(found));
    }

    /** A connection that questions are asked on. Closing it hands the session back, and cuts the one who closed it off from it. */
    private final class OpenConnection implements InvocationHandler {
        private final IdleConnection connection;
        private final AtomicBoolean returned = new AtomicBoolean();

        OpenConnection(IdleConnection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("close")) {
                if (!returned.getAndSet(true)) {
                    handBack(connection);
                }
                return null;
            }
            if (returned.get()) {
                if (method.getName().equals("isClosed")) {
                    return true;
                }
                throw new SQLException("the connection was closed", "08003");
            }
            try {
                return method.invoke(connection.connection(), arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        }
    }

    /** Keeps a connection, if it is in the state in which it was handed out, and no other to the same database is kept. */
    private void handBack(IdleConnection used) throws SQLException {
        Connection connection = used.connection();
        boolean asBefore = !connection.isClosed() && connection.getAutoCommit();
        if (closed || !asBefore || idle.putIfAbsent(used.address(), used.idleFrom(System.nanoTime())) != null) {
            connection.close();
            return;
        }
        if (closed) {
            close();
        }
        sweepLater();
    }

    private void sweepLater() {
        if (sweeping.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(REST.toMillis() / 4, TimeUnit.MILLISECONDS, this::execute)
                    .execute(this::sweep);
        }
    }

    /** What is not swept now would not be swept later: nobody else begins it. */
    private void execute(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            work.run();
        }
    }

    private void sweep() {
        sweeping.set(false);
        closeThose(IdleConnection::outlived);
        if (!idle.isEmpty()) {
            sweepLater();
        }
    }

    private void closeThose(Predicate<IdleConnection> chosen) {
        idle.forEach((address, connection) -> {
            if (chosen.test(connection) && idle.remove(address, connection)) {
                closeQuietly(connection);
            }
        });
    }

    private static void closeQuietly(IdleConnection closing) {
        try {
            closing.connection().close();
        } catch (SQLException failure) {
            LOG.debug("{}: a connection was not closed in order", closing.address(), failure);
        }
    }

    /** Closes those that are idle; one that is in use is closed when it is handed back. */
    @Override
    public void close() {
        closed = true;
        closeThose(connection -> true);
    }

    /**
     * A connection.
     *
     * @param opened when it was opened, by the clock that only grows
     * @param idleSince since when nobody uses it, by the same clock
     */
    private record IdleConnection(DatabaseAddress address, Connection connection, long opened, long idleSince) {
        IdleConnection idleFrom(long now) {
            return new IdleConnection(address, connection, opened, now);
        }

        boolean outlived() {
            long now = System.nanoTime();
            return now - idleSince >= REST.toNanos() || now - opened >= AGE.toNanos();
        }

        /** Not only there, but answering: the server may have been restarted. */
        boolean usable() throws SQLException {
            return !outlived() && connection.isValid(ANSWER_SECONDS);
        }
    }
}
