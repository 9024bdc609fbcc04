package dev.dbsync.agent.operations;

import java.util.List;
import java.util.Optional;

/**
 * Where operations are kept beyond the life of their agent.
 *
 * <p>A journal never stands in the way of an operation: nothing here fails. What cannot be kept is said on the log, and
 * what cannot be read is left out. Thread-safe.
 */
public interface OperationJournal {

    /**
     * Keeps an event. Those of one operation come in their order, apart from the coarse {@link
     * OperationEvent.Progressed}; the first is {@link OperationEvent.Submitted}, the last {@link OperationEvent.Ended}.
     */
    void record(OperationEvent event);

    /**
     * The operations that were kept, by this process and by others, newest first. Of those that run in this very process
     * some may be missing. One whose process has gone before its end is told of as interrupted.
     *
     * @param limit how many at most
     */
    List<Operation> newest(int limit);

    /** One of them by its id. */
    Optional<Operation> find(String id);

    /** A journal that keeps nothing. */
    static OperationJournal none() {
        return Forgetful.INSTANCE;
    }

    /** Keeps nothing. */
    enum Forgetful implements OperationJournal {
        INSTANCE;

        @Override
        public void record(OperationEvent event) {
            // Nothing is kept.
        }

        @Override
        public List<Operation> newest(int limit) {
            return List.of();
        }

        @Override
        public Optional<Operation> find(String id) {
            return Optional.empty();
        }
    }
}
