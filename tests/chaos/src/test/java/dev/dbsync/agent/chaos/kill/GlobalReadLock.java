package dev.dbsync.agent.chaos.kill;

import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** MariaDB's global read lock: no DDL, no write and no commit gets through, on the whole server. */
final class GlobalReadLock implements Barrier {
    private static final String HELD =
            """
            select count(*) from information_schema.processlist
             where db = database() and id <> connection_id() and command <> 'Sleep'
               and (state like 'Waiting for%lock' or state like 'Waiting for%commit%' or state = 'User lock')
            """;

    private final TestDatabase database;
    private final Connection connection;

    private GlobalReadLock(TestDatabase database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    static GlobalReadLock on(TestDatabase database) throws SQLException {
        GlobalReadLock lock = new GlobalReadLock(database, database.server().admin("mysql"));
        lock.send("flush tables with read lock");
        return lock;
    }

    @Override
    public long held() throws SQLException {
        return Long.parseLong(database.query(HELD).get(0));
    }

    @Override
    public void open() throws SQLException {
        send("unlock tables");
    }

    private void send(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
