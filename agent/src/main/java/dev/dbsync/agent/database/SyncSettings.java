package dev.dbsync.agent.database;

import java.time.Duration;

/**
 * How a database is synchronised, as its section in the configuration says.
 *
 * @param lock how its syncs keep others away
 * @param busyWait how long a sync waits for tables that others use
 * @param refusesDrift whether a sync is refused where a table that it changes is not what the catalogue says
 * @param canary whether it goes before the other cells of its section, which are left alone unless it succeeds
 */
public record SyncSettings(LockMode lock, Duration busyWait, boolean refusesDrift, boolean canary) {

    /** Drift is reported, and no other waits for this one. */
    public static SyncSettings of(LockMode lock, Duration busyWait) {
        return new SyncSettings(lock, busyWait, false, false);
    }

    /** The same for the cell that goes first. */
    public SyncSettings asCanary() {
        return new SyncSettings(lock, busyWait, refusesDrift, true);
    }
}
