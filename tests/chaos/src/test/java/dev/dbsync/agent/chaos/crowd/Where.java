package dev.dbsync.agent.chaos.crowd;

import dev.dbsync.agent.chaos.Form;
import dev.dbsync.agent.testing.GaleraCluster;
import dev.dbsync.agent.testing.SharedCluster;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where several agents meet. */
enum Where {
    POSTGRESQL(6) {
        @Override
        Ground ground(int agents) throws SQLException {
            return shared(SharedServers.postgres().createDatabase(), agents);
        }
    },
    MARIADB(40) {
        @Override
        Ground ground(int agents) throws SQLException {
            return shared(SharedServers.mariaDb().createDatabase(), agents);
        }
    },
    /** A cluster, with an agent at each node; its lock is a lease. */
    GALERA(40) {
        @Override
        Ground ground(int agents) throws SQLException {
            GaleraCluster cluster = SharedCluster.get();
            TestDatabase database = cluster.createDatabase();
            List<TestDatabase> nodes = new ArrayList<>(List.of(database));
            for (int node = 1; node < agents; node++) {
                nodes.add(cluster.seenFrom(node, database.name()));
            }
            return new Ground(database, nodes, List.of());
        }
    },
    /** One server, and the operator asks for a lease. */
    POSTGRESQL_LEASE(6) {
        @Override
        Ground ground(int agents) throws SQLException {
            List<String> lease = List.of("env", "DBSYNC_DATABASE_NOVA_MAIN_LOCK=lease");
            TestDatabase database = SharedServers.postgres().createDatabase();
            return new Ground(database, Collections.nCopies(agents, database), lease);
        }
    };

    private final int middle;

    Where(int middle) {
        this.middle = middle;
    }

    /** The short form has the lease once, at the cluster. */
    static List<Where> forCrowds() {
        return switch (Form.asked()) {
            case SHORT -> List.of(POSTGRESQL, MARIADB, GALERA);
            case FULL -> List.of(values());
        };
    }

    /** The short form has only those where a session holds the lock: a holder that dies frees it at once. */
    static List<Where> forDeaths() {
        return switch (Form.asked()) {
            case SHORT -> List.of(POSTGRESQL, MARIADB);
            case FULL -> List.of(values());
        };
    }

    /** Those where a lock can lapse: a minute each, so the short form has one. */
    static List<Where> forLapses() {
        return switch (Form.asked()) {
            case SHORT -> List.of(GALERA);
            case FULL -> List.of(GALERA, POSTGRESQL_LEASE);
        };
    }

    /** A change in the middle of a sync from nothing; on PostgreSQL many go together. */
    int middle() {
        return middle;
    }

    /** An empty database, and how each of so many agents reaches it. */
    abstract Ground ground(int agents) throws SQLException;

    private static Ground shared(TestDatabase database, int agents) {
        return new Ground(database, Collections.nCopies(agents, database), List.of());
    }
}
