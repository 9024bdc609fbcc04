package dev.dbsync.agent.database;

import dev.dbsync.agent.schema.Footprint.Touch;
import dev.dbsync.agent.schema.Obstacles;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.SchemaChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
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

    /**
     * Another schema than the current one in which a connection finds one of these tables by its plain name; empty where
     * there is none, or where the engine looks into one schema only.
     *
     * @param tables lower-case names
     * @throws SQLException if the query fails
     */
    default Optional<String> schemaElsewhere(Connection connection, Set<String> tables) throws SQLException {
        return Optional.empty();
    }

    /** Reads the live schema. */
    SchemaReader schemaReader();

    /**
     * Whether a connection keeps its session, so that a lock of the session is the connection's.
     *
     * @param source opens others like it
     * @throws SQLException if a query fails
     */
    default boolean keepsSession(Connection connection, ConnectionSource source) throws SQLException {
        return true;
    }

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

    /**
     * A privilege that the connection's user lacks for what is going to be done, in words that follow "lacks"; empty where
     * none is, or the engine cannot be asked.
     *
     * @throws SQLException if the query fails
     */
    default Optional<String> privilegeMissing(Connection connection, Needs needs) throws SQLException {
        return Optional.empty();
    }

    /**
     * What the server looks at beside the object of a change.
     *
     * @param live the schema in which the change is to be made
     */
    Obstacles obstacles(Schema live);

    /**
     * How large tables are, by the server's statistics: those that are there, by name.
     *
     * @throws SQLException if the query fails
     */
    default Map<String, Impact.Size> sizes(Connection connection, Set<String> tables) throws SQLException {
        return Map.of();
    }

    /**
     * What a change costs those who use a table.
     *
     * @param table one of those that are there
     * @param touch what it is to that table
     * @throws SQLException if a query fails
     */
    default Impact.Cost cost(Connection connection, SchemaChange change, String table, Touch touch)
            throws SQLException {
        return new Impact.Cost(Impact.Blocks.EVERYTHING, false);
    }

    /** How tables that others use are got. */
    default TableLocks tableLocks() {
        return TableLocks.NONE;
    }

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
                connection.getMetaData().getDatabaseProductVersion(),
                readOnly(connection));
    }

    /**
     * Whether the server takes no writes to this database: a standby, or one that somebody froze.
     *
     * @throws SQLException if the query fails
     */
    default boolean readOnly(Connection connection) throws SQLException {
        return false;
    }
}
