package dev.dbsync.agent.chaos.kill;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.MariaDbServer;
import dev.dbsync.agent.testing.PostgresServer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Servers to borrow, each by one thread at a time: to stop a statement inside a MariaDB server, all of the server is
 * stopped. Started when there is none left to borrow. Thread-safe.
 */
final class Servers implements AutoCloseable {
    private final Map<Engine, Deque<DatabaseServer>> idle = new EnumMap<>(Engine.class);
    private final List<DatabaseServer> all = new ArrayList<>();

    synchronized DatabaseServer borrow(Engine engine) throws SQLException {
        Deque<DatabaseServer> servers = idle.computeIfAbsent(engine, key -> new ArrayDeque<>());
        return servers.isEmpty() ? started(engine) : servers.pop();
    }

    synchronized void giveBack(DatabaseServer server) {
        idle.computeIfAbsent(server.engine(), key -> new ArrayDeque<>()).push(server);
    }

    private DatabaseServer started(Engine engine) throws SQLException {
        DatabaseServer server =
                switch (engine) {
                    case POSTGRESQL -> PostgresServer.start();
                    case MARIADB -> MariaDbServer.start();
                    case H2 -> throw new IllegalArgumentException("H2 has no server");
                };
        all.add(server);
        return server;
    }

    @Override
    public synchronized void close() {
        all.forEach(DatabaseServer::close);
    }
}
