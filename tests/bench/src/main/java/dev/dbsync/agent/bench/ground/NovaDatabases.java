package dev.dbsync.agent.bench.ground;

import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;

/** An api and a main database on one server, which keep their names while they are made anew. */
public record NovaDatabases(TestDatabase api, TestDatabase main) {

    public static NovaDatabases on(DatabaseServer server) throws SQLException {
        return new NovaDatabases(server.createDatabase(), server.createDatabase());
    }

    /** Both without a table. */
    public void empty() throws SQLException {
        api.server().recreate(api);
        main.server().recreate(main);
    }

    /** Both with the tables and rows of others. */
    public void copy(NovaDatabases source) throws SQLException {
        api.server().recreateFrom(api, source.api);
        main.server().recreateFrom(main, source.main);
    }

    public List<ConfiguredDatabase> configured() {
        return List.of(
                new ConfiguredDatabase("nova_api", NovaCatalogue.API.label(), api),
                new ConfiguredDatabase("nova_main", NovaCatalogue.MAIN.label(), main));
    }

    /** Fails unless both are at head: what did not do its work must not count as fast. */
    public void requireHead() throws SQLException {
        for (ConfiguredDatabase database : configured()) {
            database.requireHead();
        }
    }
}
