package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.DatabaseLock;
import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockInscription;
import dev.dbsync.agent.database.LockTimeouts;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SessionChanges;
import dev.dbsync.agent.database.SessionLock;
import dev.dbsync.agent.database.TableLocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A session's advisory lock: it ends with the session, so a dead holder frees it at once, and a paused one cannot be
 * overtaken. Such locks belong to one database of the server; the key takes in the schema as well. Those who wait stand in
 * the server's own queue.
 *
 * <p>The holder writes its name into {@code application_name}, which every role may read of every session, so that those
 * who wait can be told whom they wait for. Its other settings let the server notice a holder that vanished.
 *
 * @see <a href="https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS">PostgreSQL manual, 13.3.5</a>
 */
final class AdvisoryLock implements DatabaseLock {
    /** First half of the key: "dbsy". The second is the schema's own number. */
    private static final int KEY = 0x64627379;

    /** SQLSTATE of a statement that gave up after {@code lock_timeout}. */
    static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String SCHEMA =
            "(select oid::int from pg_catalog.pg_namespace where nspname = current_schema())";

    private static final String ACQUIRE = "select pg_catalog.pg_advisory_lock(" + KEY + ", " + SCHEMA + ")";

    private static final String RELEASE = "select pg_catalog.pg_advisory_unlock(" + KEY + ", " + SCHEMA + ")";

    private static final int MOST_RELEASES = 50;

    private static final SessionFence FENCE = new SessionFence(
            """
            select count(*) > 0 from pg_catalog.pg_locks
             where locktype = 'advisory' and granted and objsubid = 2 and classid = %d and objid::int = %s
               and pid = pg_catalog.pg_backend_pid()
            """
                    .formatted(KEY, SCHEMA));

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

    /** Beside those that a session begins with: one of PostgreSQL 17, which older ones would refuse there. */
    private static final PostgresSettings GUARDS = new PostgresSettings(guards());

    private static Map<String, String> guards() {
        Map<String, String> guards = new TreeMap<>(LockTimeouts.POSTGRESQL_GUARDS);
        guards.put("transaction_timeout", "0");
        return guards;
    }

    @Override
    public Optional<HeldLock> acquire(Connection connection, LockHolder owner, Duration wait) throws SQLException {
        SessionChanges session = new SessionChanges(connection);
        return session.keepIfMade(() -> {
            // Before it waits: one that vanishes in the queue is granted the lock all the same, and has to be given up
            // too.
            GUARDS.apply(session);
            if (!acquired(connection, wait)) {
                return Optional.empty();
            }
            session.make(() -> {}, () -> release(connection));
            lockTimeout(TableLocks.LONGEST).apply(session);
            new PostgresSettings(Map.of("application_name", LockInscription.of(owner))).apply(session);
            return Optional.of(new SessionLock(this, owner, session, FENCE));
        });
    }

    /** At once, but where a pooler that was not noticed has to be asked until it comes upon the session that has the lock. */
    private static void release(Connection connection) throws SQLException {
        for (int attempt = 0; attempt < MOST_RELEASES; attempt++) {
            if (Queries.list(connection, RELEASE, row -> row.getBoolean(1)).equals(List.of(true))) {
                return;
            }
        }
    }

    private static boolean acquired(Connection connection, Duration wait) throws SQLException {
        try (SessionChanges patience = new SessionChanges(connection)) {
            lockTimeout(wait).apply(patience);
            Queries.list(connection, ACQUIRE, row -> true);
            return true;
        } catch (SQLException exception) {
            if (LOCK_NOT_AVAILABLE.equals(exception.getSQLState())) {
                return false;
            }
            throw exception;
        }
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

    private static PostgresSettings lockTimeout(Duration limit) {
        return new PostgresSettings(Map.of("lock_timeout", Math.max(1, limit.toMillis()) + "ms"));
    }
}
