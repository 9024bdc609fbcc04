package dev.dbsync.agent.database;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final Map<DatabaseAddress, Kept> resting = new ConcurrentHashMap<>();
    private final Executor executor;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Keeps none yet.
     *
     * @param executor closes what has rested long enough
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
            Kept kept = resting.remove(address);
            if (kept != null && kept.usable()) {
                return lend(kept);
            }
            if (kept != null) {
                discard(kept);
            }
            return lend(new Kept(address, source.openForQuestions(), System.nanoTime(), 0));
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

    private Connection lend(Kept kept) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, new Lent(kept));
    }

    /** A connection that somebody asks on; once he has closed it he cannot reach it any more. */
    private final class Lent implements InvocationHandler {
        private final Kept kept;
        private final AtomicBoolean returned = new AtomicBoolean();

        Lent(Kept kept) {
            this.kept = kept;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("close")) {
                if (!returned.getAndSet(true)) {
                    handBack(kept);
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
                return method.invoke(kept.connection(), arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        }
    }

    /** Only one that is as it was handed out, and whose place nobody else's has taken. */
    private void handBack(Kept kept) throws SQLException {
        Kept rested = kept.restingFrom(System.nanoTime());
        boolean asBefore = !kept.connection().isClosed() && kept.connection().getAutoCommit();
        if (closed || !asBefore || resting.putIfAbsent(kept.address(), rested) != null) {
            kept.connection().close();
            return;
        }
        if (closed) {
            close();
        }
        sweepLater();
    }

    private void sweepLater() {
        if (sweeping.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(REST.toMillis() / 4, TimeUnit.MILLISECONDS, executor)
                    .execute(this::sweep);
        }
    }

    private void sweep() {
        sweeping.set(false);
        resting.forEach((address, kept) -> {
            if (kept.restedEnough() && resting.remove(address, kept)) {
                discard(kept);
            }
        });
        if (!resting.isEmpty()) {
            sweepLater();
        }
    }

    private static void discard(Kept kept) {
        try {
            kept.connection().close();
        } catch (SQLException failure) {
            LOG.debug("{}: a connection was not closed in order", kept.address(), failure);
        }
    }

    /** Closes those that rest; one that is in use is closed when it is handed back. */
    @Override
    public void close() {
        closed = true;
        resting.forEach((address, kept) -> {
            if (resting.remove(address, kept)) {
                discard(kept);
            }
        });
    }

    /**
     * A connection.
     *
     * @param opened when it was opened, by the clock that only grows
     * @param rests since when nobody uses it, by the same clock
     */
    private record Kept(DatabaseAddress address, Connection connection, long opened, long rests) {
        Kept restingFrom(long now) {
            return new Kept(address, connection, opened, now);
        }

        boolean restedEnough() {
            long now = System.nanoTime();
            return now - rests >= REST.toNanos() || now - opened >= AGE.toNanos();
        }

        /** Not only there, but answering: the server may have been restarted. */
        boolean usable() throws SQLException {
            return !restedEnough() && connection.isValid(ANSWER_SECONDS);
        }
    }
}
