package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.Goal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether a sync has anything to do. Most syncs do not, and whoever has nothing to do has nothing to lock.
 *
 * @param database the database
 * @param goal what is asked of it
 */
record FirstLook(ManagedDatabase database, Goal goal) {
    private static final Logger LOG = LoggerFactory.getLogger(FirstLook.class);

    /**
     * What was found, where that is nothing to do and nobody at work; else all is found out anew under the lock.
     *
     * @throws SQLException if there is no connection
     */
    Optional<Planned> nothingToDo() throws SQLException {
        try (Connection question = database.source().openForQuestions()) {
            return nothingToDo(question);
        }
    }

    private Optional<Planned> nothingToDo(Connection question) {
        try {
            return database.pipeline().nothingToDo(question, goal);
        } catch (SQLException failure) {
            LOG.debug("{}: whether there is something to do is found out under the lock", database.name(), failure);
            return Optional.empty();
        }
    }
}
