package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a query and maps its rows: JDBC's bracket once, for all dialects and control tables. */
public final class Queries {
    private Queries() {}

    /**
     * Makes a value of a row.
     *
     * @param <T> the value
     */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /**
     * All rows of a query.
     *
     * @param parameters values for its placeholders, in order
     * @throws SQLException if the query fails
     */
    public static <T> List<T> list(
            Connection connection, String sql, RowMapper<T> mapper, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(mapper.map(rows));
                }
                return values;
            }
        }
    }

    /**
     * Sends a statement.
     *
     * @return how many rows it changed
     * @throws SQLException if it fails
     */
    public static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int place = 0; place < parameters.length; place++) {
            statement.setObject(place + 1, parameters[place]);
        }
    }
}
