package dev.dbsync.agent.execution;

import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.schema.SchemaChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks the queries by which a catalogue's own statements tell whether they are still to be run. Reads only. */
record OutstandingQueries(Connection connection) {

    /** Whether a unit comes with a query. */
    static boolean has(ChangeUnit unit) {
        return unit.change() instanceof SchemaChange.Raw raw && raw.outstandingQuery() != null;
    }

    /** Whether a unit is still to be run; one without a query always is. */
    boolean outstanding(ChangeUnit unit) throws SQLException {
        if (!(unit.change() instanceof SchemaChange.Raw raw) || raw.outstandingQuery() == null) {
            return true;
        }
        return Queries.list(connection, raw.outstandingQuery(), row -> row.getLong(1)).stream()
                .anyMatch(count -> count > 0);
    }

    /**
     * Those units that have nothing to do as things stand. A query that fails counts as a yes: it may be about a column
     * that an earlier unit is yet to add.
     */
    List<ChangeUnit> moot(List<ChangeUnit> units) throws SQLException {
        List<ChangeUnit> moot = new ArrayList<>();
        for (ChangeUnit unit : units) {
            if (has(unit) && !outstandingAsFarAsCanBeTold(unit)) {
                moot.add(unit);
            }
        }
        return moot;
    }

    private boolean outstandingAsFarAsCanBeTold(ChangeUnit unit) throws SQLException {
        try {
            return outstanding(unit);
        } catch (SQLException exception) {
            // Within a transaction, PostgreSQL answers nothing more after a failure until it is rolled back.
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return true;
        }
    }
}
