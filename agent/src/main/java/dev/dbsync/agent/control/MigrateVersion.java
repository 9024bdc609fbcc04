package dev.dbsync.agent.control;

import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.state.LegacyRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The table {@code migrate_version} of sqlalchemy-migrate. Read, and moved on; never created: no new database begins
 * there. {@code repository_path} says where a package lay on some host, and is left alone.
 */
public final class MigrateVersion {
    /** The table's name. */
    public static final String TABLE = "migrate_version";

    private static final String SELECT = "SELECT repository_id, version FROM migrate_version ORDER BY repository_id";
    private static final String UPDATE =
            "UPDATE migrate_version SET version = ? WHERE migrate_version.version = ? AND migrate_version.repository_id = ?";

    private final Connection connection;

    public MigrateVersion(Connection connection) {
        this.connection = connection;
    }

    /**
     * The rows; the table has to be there.
     *
     * @throws SQLException if the query fails
     */
    public List<LegacyRow> read() throws SQLException {
        return Queries.list(
                connection, SELECT, row -> new LegacyRow(row.getString(1), row.getObject(2, Integer.class)));
    }

    /**
     * Moves a repository on to a version, from the one before it.
     *
     * @throws VersionMovedException if the table does not hold the version before: somebody else has moved on
     * @throws SQLException if the statement fails
     */
    public void advance(String repository, int to) throws SQLException {
        if (Queries.update(connection, UPDATE, to, to - 1, repository) != 1) {
            throw new VersionMovedException(TABLE, Integer.toString(to - 1));
        }
    }
}
