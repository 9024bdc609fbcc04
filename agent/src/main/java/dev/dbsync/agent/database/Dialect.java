package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** Joins statements about one table, on engines where that spares commits; empty elsewhere. */
    default Optional<TableClauses> tableClauses() {
        return Optional.empty();
    }

    /** The lock of a session. */
    DatabaseLock sessionLock();

    /**
     * The lock that is a lease; empty where the server cannot guard its holder's writes.
     *
     * @throws SQLException if the query fails
     */
    Optional<? extends DatabaseLock> leaseLock(Connection connection) throws SQLException;

    /** Tells what sessions are doing; empty where there is no server to ask. */
    default Optional<SessionMonitor> sessionMonitor() {
        return Optional.empty();
    }

    /**
     * The number of the transaction in progress, by which its fate can be asked for when the answer to a commit was lost;
     * empty where the engine has no such number.
     *
     * @throws SQLException if the query fails
     */
    default OptionalLong transaction(Connection connection) throws SQLException {
        return OptionalLong.empty();
    }

    /**
     * Whether a transaction was committed, by its number.
     *
     * @throws SQLException if the query fails
     */
    default boolean committed(Connection connection, long transaction) throws SQLException {
        throw new SQLException(engine() + " has no numbers of transactions to ask for");
    }

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
