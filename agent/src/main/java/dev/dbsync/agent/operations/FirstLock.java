package dev.dbsync.agent.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The first lock that an operation takes, in the order of its databases, is kept until the operation ends. So of all agents
 * that are asked for the same at once, one does all of it, and the others wait at that lock and find everything done.
 *
 * <p>Locks are taken in one order by everybody: until the first is held, no later database takes one. Thread-safe.
 */
final class FirstLock implements AutoCloseable {
    private static final long LOOK_MILLIS = 500;

    /** Those that have neither a lock nor an end, in order. */
    private final List<String> open;

    private @Nullable SyncRun keeper;

    FirstLock(List<ManagedDatabase> databases) {
        this.open =
                new ArrayList<>(databases.stream().map(ManagedDatabase::name).toList());
    }

    /**
     * Waits until a database may take its lock: the first one is held, or this is to be it.
     *
     * @return false if it gave up waiting
     */
    synchronized boolean await(String database, BooleanSupplier givesUp) throws InterruptedException {
        while (keeper == null && !open.get(0).equals(database)) {
            if (givesUp.getAsBoolean()) {
                return false;
            }
            wait(LOOK_MILLIS);
        }
        return true;
    }

    /** A sync has its lock. */
    synchronized void taken(SyncRun run) {
        if (keeper == null) {
            keeper = run;
            notifyAll();
        }
    }

    /** No sync of a database is begun. */
    synchronized void passed(String database) {
        open.remove(database);
        notifyAll();
    }

    /** The sync of a database has ended: its lock is let go of, unless it is the one to keep. */
    void ended(String database, SyncRun run) {
        synchronized (this) {
            passed(database);
            if (run.equals(keeper)) {
                run.keepLock();
                return;
            }
        }
        run.close();
    }

    /** The operation ends. */
    @Override
    public synchronized void close() {
        if (keeper != null) {
            keeper.close();
        }
    }
}
