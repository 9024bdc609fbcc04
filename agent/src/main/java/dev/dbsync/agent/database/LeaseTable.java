package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Reads the table of the lease. Thread-safe. */
record LeaseTable(LeaseStatements statements) {

    /**
     * What it says.
     *
     * @param owner the name in which it was taken
     * @param lapsed whether it was not renewed in time
     * @param ripe whether it lapsed long enough ago to be taken over
     */
    record Row(LockHolder holder, String owner, boolean lapsed, boolean ripe) {}

    boolean exists(Connection connection) throws SQLException {
        return Queries.list(connection, statements.exists(), row -> row.getBoolean(1))
                .contains(true);
    }

    Optional<Row> row(Connection connection) throws SQLException {
        return Queries.list(
                        connection,
                        statements.read(),
                        row -> new Row(
                                new LockHolder(
                                        row.getString(1), Instant.ofEpochSecond(row.getLong(2)), row.getString(3)),
                                row.getString(4),
                                row.getBoolean(5),
                                row.getBoolean(6)))
                .stream()
                .findFirst();
    }
}
