package dev.dbsync.agent.bench.ground;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What keeps an upgrade from tables of a main database for a while. */
public enum Obstacle {
    /** Somebody has read each table, and does not end, as a backup does not. */
    TRANSACTION("a transaction") {
        @Override
        public void begin(Statement session, List<String> tables) throws SQLException {
            session.getConnection().setAutoCommit(false);
            for (String table : tables) {
                session.execute("select count(*) from (select 1 from " + table + " limit 5) as first_rows");
            }
        }
    },

    /** Somebody keeps each table from being written to. MariaDB and MySQL. */
    TABLE_LOCK("`LOCK TABLES … READ`") {
        @Override
        public void begin(Statement session, List<String> tables) throws SQLException {
            session.execute(tables.stream().collect(Collectors.joining(" read, ", "lock tables ", " read")));
        }

        @Override
        public void end(Statement session) throws SQLException {
            session.execute("unlock tables");
        }

        @Override
        public boolean keepsWritersOut() {
            return true;
        }
    },

    /** PostgreSQL cleans up {@code instances}, which takes until the upgrade has it end. */
    AUTOVACUUM("an autovacuum") {
        @Override
        public void prepare(TestDatabase database) throws SQLException, InterruptedException {
            database.execute(
                    "alter table instances set (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,"
                            + " autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)",
                    "update instances set progress = 2 where id <= 1000");
            try (Connection administrator = database.server().admin(database.name());
                    Statement statement = administrator.createStatement()) {
                statement.execute("alter system set autovacuum_naptime = 1");
                statement.execute("select pg_reload_conf()");
            }
            while (database.query(AT_WORK).isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }

        @Override
        public void begin(Statement session, List<String> tables) {
            // It is at work.
        }
    };

    private static final String AT_WORK =
            "select pid from pg_stat_activity where datname = current_database() and query like 'autovacuum: VACUUM%public.instances'";

    private final String text;

    Obstacle(String text) {
        this.text = text;
    }

    /** What an engine has of them. */
    public static List<Obstacle> of(Engine engine) {
        return engine == Engine.POSTGRESQL ? List.of(TRANSACTION, AUTOVACUUM) : List.of(TRANSACTION, TABLE_LOCK);
    }

    /** What it is called in tables. */
    public String text() {
        return text;
    }

    /** Before anybody is at work. */
    public void prepare(TestDatabase database) throws SQLException, InterruptedException {
        // Most need nothing.
    }

    /** Stands in the way of these tables from now on. */
    public abstract void begin(Statement session, List<String> tables) throws SQLException;

    /** Stands in nobody's way any more. */
    public void end(Statement session) throws SQLException {
        if (!session.getConnection().getAutoCommit()) {
            session.getConnection().rollback();
        }
    }

    /** Whether writers wait for it, whatever an upgrade does. */
    public boolean keepsWritersOut() {
        return false;
    }
}
