package dev.dbsync.agent.chaos.crowd;

import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;

/**
 * The database that agents meet at.
 *
 * @param database it
 * @param seenFrom it, as each agent reaches it
 */
record Ground(TestDatabase database, List<TestDatabase> seenFrom) implements AutoCloseable {

    Ground {
        seenFrom = List.copyOf(seenFrom);
    }

    /** What changed it, in the logs of all servers. */
    List<String> changesLogged() {
        return seenFrom.stream()
                .distinct()
                .flatMap(view -> view.changesLogged().stream())
                .toList();
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
