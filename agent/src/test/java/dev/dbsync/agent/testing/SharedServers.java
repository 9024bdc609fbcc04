package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One server of each engine for all test classes of a JVM, started when first asked for. As a JUnit extension it hands
 * them to test methods and constructors, and stops them after the last test; without it they stop with the JVM.
 */
public final class SharedServers implements BeforeAllCallback, ParameterResolver {

    private static final Object LOCK = new Object();
    private static @Nullable PostgresServer postgres;
    private static @Nullable MariaDbServer mariaDb;

    public static PostgresServer postgres() throws SQLException {
        synchronized (LOCK) {
            if (postgres == null) {
                postgres = PostgresServer.start();
            }
            return postgres;
        }
    }

    public static MariaDbServer mariaDb() {
        synchronized (LOCK) {
            if (mariaDb == null) {
                mariaDb = MariaDbServer.start();
            }
            return mariaDb;
        }
    }

    /** The shared server of an engine that has servers. */
    public static DatabaseServer of(Engine engine) throws SQLException {
        return switch (engine) {
            case POSTGRESQL -> postgres();
            case MARIADB -> mariaDb();
            case H2 -> throw new IllegalArgumentException("H2 runs in this process and has no server");
        };
    }

    /** A new, empty database on {@code engine}. */
    public static DatabaseUnderTest freshDatabase(Engine engine) throws SQLException {
        return switch (engine) {
            case POSTGRESQL -> postgres().createDatabase();
            case MARIADB -> mariaDb().createDatabase();
            case H2 -> H2Database.inMemory();
        };
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedServers.class))
                .getOrComputeIfAbsent(SharedServers.class, key -> (AutoCloseable) SharedServers::stop);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == PostgresServer.class || type == MariaDbServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            return parameter.getParameter().getType() == PostgresServer.class ? postgres() : mariaDb();
        } catch (SQLException e) {
            throw new IllegalStateException("the server did not start", e);
        }
    }

    private static void stop() {
        synchronized (LOCK) {
            if (postgres != null) {
                postgres.close();
                postgres = null;
            }
            if (mariaDb != null) {
                mariaDb.close();
                mariaDb = null;
            }
        }
    }
}
