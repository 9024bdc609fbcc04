package dev.dbsync.agent.database;

import dev.dbsync.agent.schema.Column;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.SchemaBuilder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads the live schema with an engine's queries. Thread-safe. */
public final class SchemaReader {
    private final SchemaQueries queries;

    public SchemaReader(SchemaQueries queries) {
        this.queries = queries;
    }

    /**
     * Reads the current schema of a connection. Writes nothing.
     *
     * @throws SQLException if a query fails
     */
    public Schema read(Connection connection) throws SQLException {
        SchemaBuilder builder = new SchemaBuilder();
        each(connection, queries.tables(), row -> builder.table(row.getString(1), row.getString(2)));
        each(connection, queries.columns(), row -> builder.column(row.getString(1), column(row)));
        each(connection, queries.indexes(), row -> index(row, builder));
        each(
                connection,
                queries.foreignKeys(),
                row -> builder.foreignKeyColumn(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
        SchemaQueries.Surroundings beside = queries.surroundings();
        if (beside != null) {
            each(
                    connection,
                    beside.traits(),
                    row -> builder.trait(row.getString(1), row.getString(2), row.getString(3)));
            each(connection, beside.others(), row -> builder.other(row.getString(1), row.getString(2)));
            each(
                    connection,
                    beside.dependents(),
                    row -> builder.dependent(row.getString(1), row.getString(2), row.getString(3)));
            each(connection, beside.collation(), row -> builder.collation(row.getString(1)));
        }
        return builder.build();
    }

    private static Column column(ResultSet row) throws SQLException {
        return new Column(
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getString(5),
                row.getBoolean(6),
                row.getString(7));
    }

    private static void index(ResultSet row, SchemaBuilder builder) throws SQLException {
        if (row.getBoolean(3)) {
            builder.primaryKeyColumn(row.getString(1), row.getString(5));
        } else {
            builder.indexColumn(row.getString(1), row.getString(2), row.getBoolean(4), row.getString(5));
        }
    }

    private interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String query, RowConsumer consumer) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                consumer.accept(rows);
            }
        }
    }
}
