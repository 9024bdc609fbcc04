package dev.dbsync.agent.config;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.novaconf.NovaConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection string, and the address that it means. The string may hold a password, which {@link #toString} does not
 * show. Immutable.
 */
public final class DatabaseConnection {
    private final @Nullable String sqlAlchemyUrl;
    private final String parameters;
    private final DatabaseAddress address;

    private DatabaseConnection(@Nullable String sqlAlchemyUrl, String parameters, DatabaseAddress address) {
        this.sqlAlchemyUrl = sqlAlchemyUrl;
        this.parameters = parameters;
        this.address = address;
    }

    static DatabaseConnection of(String url) throws UnusableValueException {
        return new DatabaseConnection(url.startsWith(JdbcUrl.PREFIX) ? null : url, "", DatabaseUrl.ofOperator(url));
    }

    static DatabaseConnection of(NovaConnection connection) throws UnusableValueException {
        return new DatabaseConnection(
                connection.url(), connection.parameters(), DatabaseUrl.ofNovaConf(connection.complete()));
    }

    static DatabaseConnection of(DatabaseAddress address) {
        return new DatabaseConnection(null, "", address);
    }

    public DatabaseAddress address() {
        return address;
    }

    /** The string as SQLAlchemy takes it, from which Nova fills templates; empty for a JDBC URL. Holds a password. */
    public Optional<String> sqlAlchemyUrl() {
        return Optional.ofNullable(sqlAlchemyUrl);
    }

    /**
     * The address of a cell, to whose URL Nova adds the parameters that it adds to this one's.
     *
     * @param url as SQLAlchemy takes it
     * @param source where the URL was found, for messages
     * @param key what it is called there
     * @throws UnusableConnectionException if it cannot be translated
     */
    public DatabaseAddress cell(String url, String source, String key) throws UnusableConnectionException {
        try {
            return DatabaseUrl.ofRow(new NovaConnection(url, parameters, source, 0, "", key).complete());
        } catch (UnusableValueException refusal) {
            throw UnusableConnectionException.of(new Origin(source, 0), null, key, refusal);
        }
    }

    @Override
    public String toString() {
        return "DatabaseConnection[" + address.describe() + "]";
    }
}
