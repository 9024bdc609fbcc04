package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockStatements;
import dev.dbsync.agent.database.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session's named lock. Such locks belong to the whole server, so the name takes in the database; a name has at most 64
 * characters, hence the digest.
 *
 * <p>The engine tells others no more of the holder than its connection: the host that it comes from, where the process
 * list may be read.
 *
 * @see <a href="https://mariadb.com/kb/en/get_lock/">MariaDB manual, GET_LOCK</a>
 */
final class NamedLock implements LockStatements {
    private static final String NAME = "concat('dbsync-agent.', md5(database()))";

    private static final String ACQUIRE = "select get_lock(" + NAME + ", ?)";

    private static final String RELEASE = "select release_lock(" + NAME + ")";

    private static final String HOLDER =
            """
            select l.id, substring_index(p.host, ':', 1)
              from (select is_used_lock(%s) as id) l
              left join information_schema.processlist p on p.id = l.id
             where l.id is not null
            """
                    .formatted(NAME);

    @Override
    public Optional<HeldLock> acquire(Connection connection, LockHolder owner, Duration wait) throws SQLException {
        List<Integer> granted =
                Queries.list(connection, ACQUIRE, row -> row.getInt(1), Math.max(0, wait.toMillis()) / 1000.0);
        return granted.equals(List.of(1)) ? Optional.of(() -> release(connection)) : Optional.empty();
    }

    private static void release(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            Queries.list(connection, RELEASE, row -> row.getInt(1));
        }
    }

    @Override
    public Optional<LockHolder> holder(Connection connection) throws SQLException {
        return Queries.list(connection, HOLDER, row -> holder(row.getLong(1), row.getString(2))).stream()
                .findFirst();
    }

    private static LockHolder holder(long connectionId, @Nullable String host) {
        return new LockHolder(host == null ? "connection " + connectionId : host, null, null);
    }
}
