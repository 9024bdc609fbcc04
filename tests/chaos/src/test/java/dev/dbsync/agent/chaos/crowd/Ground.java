package dev.dbsync.agent.chaos.crowd;

import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;

/**
 * The database that agents meet at.
 *
 * @param database it
 * @param seenFrom it, as each agent reaches it
 * @param before what stands before each agent's command
 */
record Ground(TestDatabase database, List<TestDatabase> seenFrom, List<String> before) implements AutoCloseable {

    Ground {
        seenFrom = List.copyOf(seenFrom);
        before = List.copyOf(before);
    }

    /** What changed it, in the logs of all servers, but for the coming and going of a lease. */
    List<String> changesLogged() {
        return seenFrom.stream()
                .distinct()
                .flatMap(view -> LeaseFree.changes(view.changesLogged()).stream())
                .toList();
    }

    /** Forgets what was logged so far. */
    void mark() {
        seenFrom.forEach(TestDatabase::mark);
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
