package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A lock that is held, on the connection that it was taken on. */
public interface HeldLock {

    /** Whether the holder keeps one session of its server throughout; it need not behind a pooler. */
    default boolean keepsSession() {
        return true;
    }

    /** What has to stand around each write for as long as this lock is held. */
    default Fence fence() {
        return Fence.NONE;
    }

    /** Whether another had this lock and let it lapse. */
    default boolean takenOver() {
        return false;
    }

    /** The lease behind this lock, which has to be renewed; empty where the lock lives as long as its session. */
    default Optional<Lease> lease() {
        return Optional.empty();
    }

    /**
     * Goes on under the same lock after its connection broke.
     *
     * @param connection a new one
     * @param wait how long to wait at most, where another may have taken the lock meanwhile
     * @return the lock on the new connection; empty where another holds it
     * @throws LeaseLostException if it was a lease, and is no longer this holder's
     * @throws SQLException if the new connection fails
     */
    Optional<HeldLock> resume(Connection connection, Duration wait) throws SQLException;

    /**
     * Lets go of the lock, and gives the session back what taking it had changed. Where the connection was closed
     * meanwhile, the session is gone and nothing is left to give back.
     *
     * @throws SQLException if the connection fails
     */
    void release() throws SQLException;
}
