package dev.dbsync.agent.chaos.crowd;

import dev.dbsync.agent.testing.SharedCluster;
import java.sql.SQLException;
import java.util.List;

/** What a server counts of writes, beyond what its log of statements tells. */
final class Written {
    private Written() {}

    /** A cluster numbers its writes. One server alone does not tell its own from those that clients asked for. */
    static List<String> by(Where where) throws SQLException {
        return switch (where) {
            case GALERA -> SharedCluster.get().committed();
            case POSTGRESQL, MARIADB, POSTGRESQL_LEASE -> List.of();
        };
    }
}
