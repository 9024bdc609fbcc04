package dev.dbsync.agent.testing;

import java.sql.SQLException;

/**
 * Databases as Nova's own tool leaves them. The tool runs once for each server and revision; after that, clones are
 * handed out. Debian's tool knows main up to {@code ccb0fa1a2252} and api up to {@code b30f573d3377}.
 */
public final class NovaSchemas {

    private NovaSchemas() {}

    /** A database of its own for the caller, at {@code revision}. */
    public static TestDatabase at(DatabaseServer server, NovaCatalogue catalogue, String revision) throws SQLException {
        return server.cloneOfTemplate(
                catalogue.label() + " at " + revision, shared -> synchronizedTo(shared, catalogue, revision));
    }

    private static TestDatabase synchronizedTo(DatabaseServer server, NovaCatalogue catalogue, String revision)
            throws SQLException {
        TestDatabase database = server.createDatabase();
        try (NovaManage tool = new NovaManage(database, database)) {
            tool.sync(catalogue, revision).orFail();
        }
        return database;
    }
}
