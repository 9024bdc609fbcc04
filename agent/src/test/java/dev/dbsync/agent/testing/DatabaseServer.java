package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server, started for the tests in a temporary folder and on a free loopback port. */
public abstract class DatabaseServer implements AutoCloseable {

    /** The ordinary user who owns the test databases. */
    static final String USER = "nova";

    public static final String PASSWORD = "nova-secret";
    static final String ADMIN_PASSWORD = "admin-secret";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final int port = freePort();
    private final AtomicInteger names = new AtomicInteger();
    private final Map<String, TestDatabase> templates = new HashMap<>();

    /** Data that nobody needs to find again: MariaDB's DDL waits for the disk whatever its settings. */
    private static final Path MEMORY = Path.of("/dev/shm");

    /** What a server takes, many times over. */
    private static final long ENOUGH = 6L << 30;

    DatabaseServer(String kind, boolean durable) throws IOException {
        boolean inMemory =
                !durable && Files.isWritable(MEMORY) && MEMORY.toFile().getUsableSpace() > ENOUGH;
        this.folder = inMemory
                ? Files.createTempDirectory(MEMORY, "dbsync-" + kind + "-")
                : Files.createTempDirectory("dbsync-" + kind + "-");
    }

    public abstract Engine engine();

    /** A new database without any table, owned by an ordinary user. */
    public abstract TestDatabase createDatabase() throws SQLException;

    /** A new database with the tables and rows of {@code source}. */
    public abstract TestDatabase cloneOf(TestDatabase source) throws SQLException;

    /** Makes a database anew: it has its name and its owner, and no table. Whoever is connected to it is thrown out. */
    public abstract void recreate(TestDatabase database) throws SQLException;

    /** Makes a database anew, with the tables and rows of {@code source}. Whoever is connected to it is thrown out. */
    public abstract void recreateFrom(TestDatabase database, TestDatabase source) throws SQLException;

    /** From now on logs each statement of new sessions, or none: servers that were started as shipped begin with none. */
    public abstract void logStatements(boolean on) throws SQLException;

    /** What the server says of its product and version. */
    public abstract String version() throws SQLException;

    /** The file in which the server logs each statement. */
    public abstract Path statementLog();

    /** A connection as the server's administrator, to {@code database}. */
    public abstract Connection admin(String database) throws SQLException;

    abstract ServerProcess process();

    /** The query for the canonical schema of the database that one is connected to, as this server understands it. */
    String canonicalQuery() throws SQLException {
        return ReferenceSchema.canonicalQuery(engine());
    }

    /** Runs statements as the server's administrator. */
    final void administer(String database, String... statements) throws SQLException {
        try (Connection connection = admin(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The one value that the server answers its administrator. */
    final String ask(String database, String question) throws SQLException {
        try (Connection connection = admin(database);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    /**
     * Ends it without any good-bye, MariaDB with SIGKILL and PostgreSQL by an immediate shutdown, and starts it again.
     *
     * @param secondsLater at least 1; returns before that, once it has ended
     */
    public final void restart(int secondsLater) {
        process().restart(secondsLater);
    }

    public final int port() {
        return port;
    }

    final Path folder() {
        return folder;
    }

    /** A name for a database or a user that was not used before on this server. */
    final String nextName(String prefix) {
        return prefix + names.incrementAndGet();
    }

    /**
     * A clone of the database that {@code builder} makes. The original is made once, and kept as long as the server.
     */
    public final synchronized TestDatabase cloneOfTemplate(String key, TemplateBuilder builder) throws SQLException {
        TestDatabase template = templates.get(key);
        if (template == null) {
            template = builder.build(this);
            templates.put(key, template);
        }
        return cloneOf(template);
    }

    /** Makes a database that others are cloned from. */
    @FunctionalInterface
    public interface TemplateBuilder {
        TestDatabase build(DatabaseServer server) throws SQLException;
    }

    @Override
    public void close() {
        process().close();
    }

    final void awaitAnswer(String database) {
        Instant deadline = Instant.now().plus(START_LIMIT);
        while (!answers(database)) {
            if (process().hasExited() || Instant.now().isAfter(deadline)) {
                String log = logText();
                close();
                throw new IllegalStateException(engine() + " did not start:\n" + log);
            }
        }
    }

    private boolean answers(String database) {
        try (Connection connection = admin(database)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            Pause.briefly();
            return false;
        }
    }

    private String logText() {
        try {
            return Files.readString(process().log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A loopback port that nobody listens on now. It is below those that Linux gives to clients: one of them could have it
     * before the server for which it is chosen.
     */
    public static int freePort() {
        for (int tries = 0; tries < 1000; tries++) {
            int port = ThreadLocalRandom.current().nextInt(10_240, 32_768);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
        throw new IllegalStateException("no free port");
    }
}
