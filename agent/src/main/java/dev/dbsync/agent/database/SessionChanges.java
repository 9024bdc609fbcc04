package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What was changed on a session that somebody else will use afterwards. Closing it undoes all changes, the last one first. A
 * change that cannot be undone does not keep the others from it; its failure goes with the first one. Where the connection
 * was closed meanwhile, its session is gone, and nothing is left to undo. Not thread-safe.
 */
public final class SessionChanges implements AutoCloseable {
    private final Connection connection;
    private final Deque<Action> undoings = new ArrayDeque<>();

    /** No change yet. */
    public SessionChanges(Connection connection) {
        this.connection = connection;
    }

    /** Makes a change, or undoes one. */
    @FunctionalInterface
    public interface Action {
        void run() throws SQLException;
    }

    /**
     * Tries to make what the changes are for.
     *
     * @param <T> what that is
     */
    @FunctionalInterface
    public interface Attempt<T> {
        Optional<T> run() throws SQLException;
    }

    public Connection connection() {
        return connection;
    }

    /**
     * Makes a change. One that fails half-way is undone as well.
     *
     * @throws SQLException if the change fails
     */
    public void make(Action change, Action undoing) throws SQLException {
        undoings.push(undoing);
        change.run();
    }

    /**
     * Makes what the changes are for, and keeps them if that is made; its owner closes them then. Undoes them at once where
     * it is not made, whatever is thrown.
     *
     * @throws SQLException if the attempt fails, or after one that made nothing a change cannot be undone
     */
    public <T> Optional<T> keepIfMade(Attempt<T> attempt) throws SQLException {
        try {
            Optional<T> made = attempt.run();
            if (made.isEmpty()) {
                close();
            }
            return made;
        } catch (Throwable failure) {
            closeAfter(failure);
            throw failure;
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (Throwable further) {
            failure.addSuppressed(further);
        }
    }

    @Override
    public void close() throws SQLException {
        if (!undoings.isEmpty() && !connection.isClosed()) {
            try (SessionChanges earlier = this) {
                earlier.undoings.pop().run();
            }
        }
    }
}
