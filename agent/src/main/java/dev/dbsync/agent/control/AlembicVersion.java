package dev.dbsync.agent.control;

import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The table {@code alembic_version}, read and written as Alembic does it, so that either tool takes up where the other
 * left off.
 *
 * @see <a href="https://alembic.sqlalchemy.org/en/latest/api/runtime.html">Alembic, MigrationContext</a>
 */
public final class AlembicVersion {
    /** The table's name. */
    public static final String TABLE = "alembic_version";

    private static final String CREATE = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            + " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))";
    private static final String SELECT = "SELECT version_num FROM alembic_version ORDER BY version_num";
    private static final String INSERT = "INSERT INTO alembic_version (version_num) VALUES (?)";
    private static final String UPDATE =
            "UPDATE alembic_version SET version_num = ? WHERE alembic_version.version_num = ?";

    private final Connection connection;

    public AlembicVersion(Connection connection) {
        this.connection = connection;
    }

    /**
     * The rows; the table has to be there.
     *
     * @throws SQLException if the query fails
     */
    public List<String> read() throws SQLException {
        return Queries.list(connection, SELECT, row -> row.getString(1));
    }

    /**
     * Creates the table.
     *
     * @param fence of the lock under which it is created
     * @throws SQLException if it is there already, or the statement fails
     */
    public void create(Fence fence) throws SQLException {
        Queries.update(connection, fence.around(CREATE));
    }

    /**
     * Records the first revision.
     *
     * @throws SQLException if the statement fails
     */
    public void insert(String revision) throws SQLException {
        Queries.update(connection, INSERT, revision);
    }

    /**
     * Moves on from one revision to the next.
     *
     * @throws VersionMovedException if the table no longer holds {@code from}: somebody else has moved on
     * @throws SQLException if the statement fails
     */
    public void update(String from, String to) throws SQLException {
        if (Queries.update(connection, UPDATE, to, from) != 1) {
            throw new VersionMovedException(TABLE, from);
        }
    }
}
