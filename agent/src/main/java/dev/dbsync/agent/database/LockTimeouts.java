package dev.dbsync.agent.database;

import java.time.Duration;

/** How long a session that holds a lock lets others and itself wait; the same on every engine. */
public final class LockTimeouts {
    /**
     * How long a statement waits for a lock that other sessions hold on its table. While it waits, all that come after it
     * wait behind it: better to fail, and to be called again.
     */
    public static final Duration TABLE_LOCK = Duration.ofSeconds(60);

    /**
     * After how much silence the server gives a session up, and with it its lock: a host that vanished, or was cut off,
     * keeps nobody out for longer than this.
     */
    public static final Duration SILENCE = Duration.ofSeconds(50);

    private LockTimeouts() {}
}
