package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.DatabaseLock;
import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockInscription;
import dev.dbsync.agent.database.LockTimeouts;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A session's advisory lock: it ends with the session, so a dead holder frees it at once, and a paused one cannot be
 * overtaken. Such locks belong to one database of the server; the key takes in the schema as well. Those who wait stand in
 * the server's own queue.
 *
 * <p>The holder writes its name into {@code application_name}, which every role may read of every session, so that those
 * who wait can be told whom they wait for. Its other settings let the server notice a holder that vanished: with the
 * client's machine, when keep-alive goes unanswered; behind a proxy that goes on answering, when the session stays silent.
 *
 * @see <a href="https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS">PostgreSQL manual, 13.3.5</a>
 * @see <a href="https://www.postgresql.org/docs/15/runtime-config-connection.html">PostgreSQL manual, 20.3.2</a>
 */
final class AdvisoryLock implements DatabaseLock {
    /** First half of the key: "dbsy". The second is the schema's own number. */
    private static final int KEY = 0x64627379;

    /** SQLSTATE of a statement that gave up after {@code lock_timeout}. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Map<String, String> GUARDS = Map.of(
            "lock_timeout", millis(LockTimeouts.TABLE_LOCK),
            "idle_session_timeout", millis(LockTimeouts.SILENCE),
            "idle_in_transaction_session_timeout", millis(LockTimeouts.SILENCE),
            "tcp_keepalives_idle", "15",
            "tcp_keepalives_interval", "5",
            "tcp_keepalives_count", "5",
            "tcp_user_timeout", "40s",
            "client_connection_check_interval", "5s");

    private static final String SCHEMA =
            "(select oid::int from pg_catalog.pg_namespace where nspname = current_schema())";

    private static final String ACQUIRE = "select pg_catalog.pg_advisory_lock(" + KEY + ", " + SCHEMA + ")";

    private static final String RELEASE = "select pg_catalog.pg_advisory_unlock(" + KEY + ", " + SCHEMA + ")";

    private static final String HOLDERS =
            """
            select a.application_name, coalesce(a.client_hostname, host(a.client_addr), 'local')
              from pg_catalog.pg_locks l
              join pg_catalog.pg_stat_activity a on a.pid = l.pid
             where l.locktype = 'advisory' and l.granted and l.objsubid = 2
               and l.classid = %d and l.objid::int = %s
               and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
            """
                    .formatted(KEY, SCHEMA);

    @Override
    public Optional<HeldLock> acquire(Connection connection, LockHolder owner, Duration wait) throws SQLException {
        // Before it waits: one that vanishes in the queue is granted the lock all the same, and has to be given up too.
        SessionSettings.Undo guards = new PostgresSettings(GUARDS).apply(connection);
        SessionSettings.Undo patience =
                new PostgresSettings(Map.of("lock_timeout", Math.max(1, wait.toMillis()) + "ms")).apply(connection);
        boolean acquired = acquired(connection);
        patience.run();
        if (acquired) {
            return Optional.of(held(connection, owner, guards));
        }
        guards.run();
        return Optional.empty();
    }

    private static boolean acquired(Connection connection) throws SQLException {
        try {
            Queries.list(connection, ACQUIRE, row -> true);
            return true;
        } catch (SQLException exception) {
            if (LOCK_NOT_AVAILABLE.equals(exception.getSQLState())) {
                return false;
            }
            throw exception;
        }
    }

    private HeldLock held(Connection connection, LockHolder owner, SessionSettings.Undo guards) throws SQLException {
        SessionSettings.Undo name =
                new PostgresSettings(Map.of("application_name", LockInscription.of(owner))).apply(connection);
        return new HeldLock() {
            @Override
            public Optional<HeldLock> resume(Connection newConnection, Duration wait) throws SQLException {
                return acquire(newConnection, owner, wait);
            }

            @Override
            public void release() throws SQLException {
                if (!connection.isClosed()) {
                    Queries.list(connection, RELEASE, row -> true);
                    guards.run();
                    name.run();
                }
            }
        };
    }

    @Override
    public Optional<LockHolder> holder(Connection connection) throws SQLException {
        return Queries.list(connection, HOLDERS, row -> holder(row.getString(1), row.getString(2))).stream()
                .findFirst();
    }

    private static LockHolder holder(String application, String address) {
        return LockInscription.read(Objects.requireNonNullElse(application, ""))
                .orElseGet(() -> new LockHolder(address, null, null));
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
