package dev.dbsync.agent.database.mariadb;

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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session's named lock: it ends with the session, so a dead holder frees it at once, and a paused one cannot be
 * overtaken. Such locks belong to the whole server, so the name takes in the database; a name has at most 64 characters,
 * hence the digest. Those who wait stand in the server's own queue.
 *
 * <p>While it waits for the lock and holds it, the session is given up by the server after a silence, so that a holder that vanished is
 * noticed: a user without privileges cannot set how the server probes a connection.
 *
 * @see <a href="https://mariadb.com/kb/en/get_lock/">MariaDB manual, GET_LOCK</a>
 */
final class NamedLock implements DatabaseLock {
    private static final String ACQUIRE = "select get_lock(" + HolderBits.LOCK + ", ?)";

    private static final String RELEASE = "select release_lock(" + HolderBits.LOCK + ")";

    private static final String HOLDER =
            """
            select l.id, substring_index(p.host, ':', 1)
              from (select is_used_lock(%s) as id) l
              left join information_schema.processlist p on p.id = l.id
             where l.id is not null
            """
                    .formatted(HolderBits.LOCK);

    private static final SessionSettings GUARDS = new MariaDbSettings(Map.of(
            "wait_timeout", LockTimeouts.SILENCE.toSeconds(),
            "lock_wait_timeout", LockTimeouts.TABLE_LOCK.toSeconds()));

    @Override
    public Optional<HeldLock> acquire(Connection connection, LockHolder owner, Duration wait) throws SQLException {
        // Before it waits: one that vanishes in the queue is granted the lock all the same, and has to be given up too.
        SessionSettings.Undo guards = GUARDS.apply(connection);
        List<Integer> granted =
                Queries.list(connection, ACQUIRE, row -> row.getInt(1), Math.max(0, wait.toMillis()) / 1000.0);
        if (granted.equals(List.of(1))) {
            return Optional.of(held(connection, owner, guards));
        }
        guards.run();
        return Optional.empty();
    }

    private HeldLock held(Connection connection, LockHolder owner, SessionSettings.Undo guards) throws SQLException {
        HolderBits bits = HolderBits.of(LockInscription.of(owner));
        bits.take(connection);
        return new HeldLock() {
            @Override
            public Optional<HeldLock> resume(Connection newConnection, Duration wait) throws SQLException {
                return acquire(newConnection, owner, wait);
            }

            @Override
            public void release() throws SQLException {
                if (!connection.isClosed()) {
                    bits.release(connection);
                    Queries.list(connection, RELEASE, row -> row.getInt(1));
                    guards.run();
                }
            }
        };
    }

    @Override
    public Optional<LockHolder> holder(Connection connection) throws SQLException {
        Optional<LockHolder> session =
                Queries.list(connection, HOLDER, row -> session(row.getLong(1), row.getString(2))).stream()
                        .findFirst();
        return session.isEmpty()
                ? session
                : LockInscription.read(HolderBits.read(connection)).or(() -> session);
    }

    private static LockHolder session(long connectionId, @Nullable String host) {
        return new LockHolder(Objects.requireNonNullElse(host, "connection " + connectionId), null, null);
    }
}
