package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A lock that lives as long as its session: on a new connection it has to be taken anew.
 *
 * @param kind how it is taken
 * @param owner who has it
 * @param session what taking it changed, of which the lock itself is one
 * @param fence what makes sure that a write is that session's
 */
public record SessionLock(DatabaseLock kind, LockHolder owner, SessionChanges session, Fence fence)
        implements HeldLock {

    @Override
    public Optional<HeldLock> resume(Connection connection, Duration wait) throws SQLException {
        return kind.acquire(connection, owner, wait);
    }

    @Override
    public void release() throws SQLException {
        session.close();
    }
}
