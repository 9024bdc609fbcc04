package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** What differs from engine to engine. Implementations are stateless but for their locks, and thread-safe. */
public interface Dialect {

    Engine engine();

    /**
     * Whether DDL is taken back with the transaction that it was sent in. Where it is not, each statement commits by
     * itself, and a step has to converge on what a cut-off run left behind.
     */
    boolean transactionalDdl();

    /**
     * Names of the base tables in the connection's current schema, as stored.
     *
     * @throws SQLException if the query fails
     */
    Set<String> tableNames(Connection connection) throws SQLException;

    /** Reads the live schema. */
    SchemaReader schemaReader();

    /**
     * Whether a lock of the session is seen by every other session of the database, on whichever node of its cluster.
     *
     * @throws SQLException if the query fails
     */
    default boolean sessionLockReachesAll(Connection connection) throws SQLException {
        return true;
    }

    /** The lock that keeps two syncs of one database apart. */
    LockStatements lock();

    /**
     * Product and version as the server tells them, such as {@code MariaDB 10.11.6}.
     *
     * @throws SQLException if the connection fails
     */
    default ServerVersion serverVersion(Connection connection) throws SQLException {
        return new ServerVersion(
                connection.getMetaData().getDatabaseProductName(),
                connection.getMetaData().getDatabaseProductVersion());
    }
}
