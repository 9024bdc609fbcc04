package dev.dbsync.agent.chaos.kill;

import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * An event trigger that counts the DDL of one PostgreSQL database, and holds up the piece with a certain number before its
 * statement ends. It counts with a sequence, which no rollback takes back: what comes after the piece passes.
 */
final class DdlGate implements Barrier {
    private static final long KEY = 7_301_002;

    private static final String INSTALL =
            """
            create schema chaos;
            create sequence chaos.seen;
            create function chaos.gate() returns event_trigger language plpgsql security definer as $$
            begin
              if nextval('chaos.seen') = %d then
                perform pg_advisory_xact_lock(%d);
              end if;
            end $$;
            create event trigger chaos on ddl_command_end execute function chaos.gate();
            """;

    private static final String REMOVE = "drop event trigger chaos; drop schema chaos cascade";

    private static final String HELD =
            """
            select count(*) from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'
            """;

    private final TestDatabase database;
    private final Connection connection;

    private DdlGate(TestDatabase database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /** Holds up the piece of DDL with this number; 0 holds up none. */
    static DdlGate at(TestDatabase database, int number) throws SQLException {
        DdlGate gate = new DdlGate(database, database.server().admin(database.name()));
        gate.send(INSTALL.formatted(number, KEY));
        gate.send("select pg_advisory_lock(%d)".formatted(KEY));
        return gate;
    }

    /** How many pieces of DDL have come through. */
    int seen() throws SQLException {
        return Integer.parseInt(database.query("select case when is_called then last_value else 0 end from chaos.seen")
                .get(0));
    }

    @Override
    public long held() throws SQLException {
        return Long.parseLong(database.query(HELD).get(0));
    }

    @Override
    public void open() throws SQLException {
        send("select pg_advisory_unlock(%d)".formatted(KEY));
    }

    private void send(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            send(REMOVE);
        }
    }
}
