package dev.dbsync.agent.bench.ground;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.MariaDbServer;
import dev.dbsync.agent.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A server that a cloud is at work on while it is upgraded. Closing it ends what was started for it. Not thread-safe.
 *
 * @param name what it is called in tables
 * @param end ends what was started for it
 */
public record BusyServer(String name, Engine engine, Source source, Runnable end) implements AutoCloseable {

    /** Where databases come from. */
    @FunctionalInterface
    public interface Source {
        NovaDatabases newDatabases() throws SQLException;
    }

    /** What makes one, since some take half a minute. */
    @FunctionalInterface
    public interface Start {
        BusyServer start() throws IOException, InterruptedException, SQLException;
    }

    /** One of those that all topics are measured on. */
    public static BusyServer of(Ground ground, Engine engine) {
        DatabaseServer server = ground.server(engine);
        return new BusyServer(Ground.name(engine), engine, () -> NovaDatabases.on(server), () -> {});
    }

    /** MySQL, which {@code bin/servers} brought into a folder. It tells who uses a table, as the manual says to have it. */
    public static BusyServer mysql(Path programs) throws SQLException {
        MariaDbServer server = MariaDbServer.startAsShipped(programs);
        TestDatabase any = server.createDatabase();
        try (Connection admin = server.admin(any.name());
                Statement statement = admin.createStatement()) {
            statement.execute("grant select on performance_schema.* to '%s'@'%%'".formatted(any.user()));
        }
        return new BusyServer("MySQL 9", Engine.MARIADB, () -> NovaDatabases.on(server), server::close);
    }

    /** Three Galera nodes behind HAProxy with one that is active; empty where a program for it is missing. */
    public static Optional<Start> galera(Ground ground) {
        return ActiveNode.available()
                ? Optional.of(() -> {
                    ActiveNode active = ActiveNode.start(ground.newFolder("galera"));
                    return new BusyServer("Galera", Engine.MARIADB, active::newDatabases, active::close);
                })
                : Optional.empty();
    }

    public boolean isMysql() {
        return name.startsWith("MySQL");
    }

    @Override
    public void close() {
        end.run();
    }
}
