package dev.dbsync.agent.chaos.crowd;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;
import java.util.Collections;

/** Where three agents meet. */
enum Where {
    POSTGRESQL(6),
    MARIADB(150);

    private final int middle;

    Where(int middle) {
        this.middle = middle;
    }

    /** A change in the middle of a sync from nothing; on PostgreSQL many go together. */
    int middle() {
        return middle;
    }

    /** An empty database, and how each of so many agents reaches it. */
    Ground ground(int agents) throws SQLException {
        TestDatabase database = SharedServers.of(Engine.valueOf(name())).createDatabase();
        return new Ground(database, Collections.nCopies(agents, database));
    }
}
