package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.DatabaseLock;
import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockInscription;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SessionChanges;
import dev.dbsync.agent.database.SessionLock;
import dev.dbsync.agent.database.SessionSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
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
    private static final String ACQUIRE = "select get_lock(?, ?)";

    private static final String RELEASE = "select release_lock(?)";

    private static final String HOLDER =
            """
            select l.id, substring_index(p.host, ':', 1)
              from (select is_used_lock(?) as id) l
              left join information_schema.processlist p on p.id = l.id
             where l.id is not null
            """;

    private static final SessionSettings GUARDS = MariaDbSettings.ofChanges(Map.of());

    @Override
    public Optional<HeldLock> acquire(Connection connection, LockHolder owner, Duration wait) throws SQLException {
        String name = name(connection);
        SessionChanges session = new SessionChanges(connection);
        return session.keepIfMade(() -> {
            // Before it waits: one that vanishes in the queue is granted the lock all the same, and has to be given up
            // too.
            GUARDS.apply(session);
            double seconds = Math.max(0, wait.toMillis()) / 1000.0;
            if (!Queries.list(connection, ACQUIRE, row -> row.getInt(1), name, seconds)
                    .equals(List.of(1))) {
                return Optional.empty();
            }
            session.make(() -> {}, () -> Queries.list(connection, RELEASE, row -> row.getInt(1), name));
            HolderBits bits = HolderBits.of(LockInscription.of(owner));
            session.make(() -> bits.take(connection, name), () -> bits.release(connection, name));
            return Optional.of(new SessionLock(this, owner, session, Fence.NONE));
        });
    }

    @Override
    public Optional<LockHolder> holder(Connection connection) throws SQLException {
        String name = name(connection);
        Optional<LockHolder> session =
                Queries.list(connection, HOLDER, row -> session(row.getLong(1), row.getString(2)), name).stream()
                        .findFirst();
        return session.isEmpty()
                ? session
                : LockInscription.read(HolderBits.read(connection, name)).or(() -> session);
    }

    /** The digest is made here: MySQL 9 has none of its own but as a component that somebody has to install. */
    private static String name(Connection connection) throws SQLException {
        String database = Queries.list(connection, "select database()", row -> row.getString(1))
                .get(0);
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(database.getBytes(StandardCharsets.UTF_8));
            return "dbsync-agent." + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java has MD5", impossible);
        }
    }

    private static LockHolder session(long connectionId, @Nullable String host) {
        return new LockHolder(Objects.requireNonNullElse(host, "connection " + connectionId), null, null);
    }
}
