package dev.dbsync.agent.chaos.kill;

import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.LegacyDatabase;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;

/** What a sync begins with. */
enum Origin {
    FRESH("from nothing") {
        @Override
        TestDatabase on(DatabaseServer server, NovaCatalogue catalogue) throws SQLException {
            return server.createDatabase();
        }
    },
    /** At the first legacy version: all later legacy steps are outstanding. */
    LEGACY("from legacy") {
        @Override
        TestDatabase on(DatabaseServer server, NovaCatalogue catalogue) throws SQLException {
            return LegacyDatabase.at(server, catalogue, catalogue.firstLegacyVersion());
        }
    };

    private final String words;

    Origin(String words) {
        this.words = words;
    }

    /** A new database of this kind. */
    abstract TestDatabase on(DatabaseServer server, NovaCatalogue catalogue) throws SQLException;

    @Override
    public String toString() {
        return words;
    }
}
