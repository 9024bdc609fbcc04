package dev.dbsync.agent.chaos.network;

import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.mariadb.MariaDbDialect;
import dev.dbsync.agent.database.postgresql.PostgresDialect;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Another who holds a database's lock, and lets go of it. */
final class Competitor implements AutoCloseable {
    private static final LockHolder NAME = new LockHolder("competitor", null, null);

    private final Connection connection;
    private final HeldLock lock;

    private Competitor(Connection connection, HeldLock lock) {
        this.connection = connection;
        this.lock = lock;
    }

    static Competitor at(TestDatabase database) throws SQLException {
        Dialect dialect = database.engine() == Engine.POSTGRESQL ? new PostgresDialect() : new MariaDbDialect();
        Connection connection = database.open();
        HeldLock lock =
                dialect.sessionLock().acquire(connection, NAME, Duration.ZERO).orElseThrow();
        return new Competitor(connection, lock);
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            lock.release();
        }
    }
}
