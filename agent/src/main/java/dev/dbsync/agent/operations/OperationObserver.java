package dev.dbsync.agent.operations;

/** Hears of all that operations and questions do, in passing. Implementations are thread-safe and quick. */
public interface OperationObserver {

    /** What hears how the sync of one database gets on. */
    default SyncListener sync(ManagedDatabase database) {
        return new SyncListener() {};
    }

    /** An operation was submitted. */
    default void submitted() {}

    /** An operation has ended. */
    default void ended(Operation operation) {}

    /**
     * A database was asked where it stands.
     *
     * @param answered whether it said so
     */
    default void probed(ManagedDatabase database, boolean answered) {}
}
