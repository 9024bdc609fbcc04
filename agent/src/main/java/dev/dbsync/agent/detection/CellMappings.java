package dev.dbsync.agent.detection;

import dev.dbsync.agent.cells.CellMapping;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.Dialects;
import dev.dbsync.agent.database.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads the cells that an api database of Nova's knows. Writes nothing. Thread-safe. */
public final class CellMappings {
    private static final String TABLE = "cell_mappings";
    /** Disabled ones too: nothing is scheduled to them, but their instances live on. */
    private static final String SELECT = "SELECT uuid, name, database_connection FROM cell_mappings ORDER BY id";

    private final Dialects dialects;

    public CellMappings(Dialects dialects) {
        this.dialects = dialects;
    }

    /**
     * All of them, in Nova's order; none where the database has not come to have the table.
     *
     * @throws SQLException if a query fails
     */
    public List<CellMapping> read(Connection connection) throws SQLException {
        Dialect dialect = dialects.of(connection);
        if (dialect.tableNames(connection).stream().noneMatch(TABLE::equalsIgnoreCase)) {
            return List.of();
        }
        return Queries.list(
                connection, SELECT, row -> new CellMapping(row.getString(1), row.getString(2), row.getString(3)));
    }
}
