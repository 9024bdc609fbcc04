package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The dialects that the agent knows. Thread-safe. */
public final class Dialects {
    private final List<Dialect> dialects;

    public Dialects(List<Dialect> dialects) {
        this.dialects = List.copyOf(dialects);
    }

    /**
     * The dialect of a connection, by what its server says it is. There is no other to fall back on: the wrong dialect
     * does more harm than none.
     *
     * @throws SQLException if the connection fails, or the product is not one that the agent knows
     */
    public Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        Engine engine = engine(product);
        return dialects.stream()
                .filter(dialect -> dialect.engine() == engine)
                .findFirst()
                .orElseThrow();
    }

    private static Engine engine(String product) throws SQLException {
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> Engine.POSTGRESQL;
            case "mariadb", "mysql" -> Engine.MARIADB;
            case "h2" -> Engine.H2;
            default -> throw new SQLException("the server is " + product + ", which this agent does not support");
        };
    }
}
