package dev.dbsync.agent.database;

import dev.dbsync.agent.schema.Footprint.Touch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * How statements that change tables get them while others use them. A statement that waits in a table's queue makes all who
 * come after it wait behind it, so a wait is short, and whoever fails lets go of everything. Implementations are stateless
 * and thread-safe.
 */
public interface TableLocks {
    /** For an engine whose tables nobody else uses. */
    TableLocks NONE = new TableLocks() {};

    /**
     * The longest that anybody may be made to wait for a table at a time; rounded up to seconds where the engine counts in
     * those.
     */
    Duration LONGEST = Duration.ofMillis(800);

    /**
     * Gets ready for the tables in a way that lets reads and writes go on, such as having the server end its own upkeep of
     * them. May take seconds.
     *
     * @throws SQLException if that is not possible now
     */
    default void approach(Connection connection, Set<String> tables) throws SQLException {}

    /**
     * Takes the tables, or makes sure that the next statement will get them or give up in time.
     *
     * @param tables those that are there, by what is going to be done to them
     * @param patience how long others may be made to wait; zero for not at all
     * @throws SQLException if somebody uses one of them for longer, as {@link PassingFailures#busy} tells
     */
    default void take(Connection connection, SortedMap<String, Touch> tables, Duration patience) throws SQLException {}

    /**
     * Whether tables are held from {@link #take} to {@link #release}, so that nothing but them can be read or written
     * meanwhile, the lease's own table included.
     *
     * @throws SQLException if a query fails
     */
    default boolean holds(Connection connection) throws SQLException {
        return false;
    }

    /**
     * Lets go of tables that are held.
     *
     * @throws SQLException if the connection fails
     */
    default void release(Connection connection) throws SQLException {}

    /**
     * Those who use tables now, as far as the server lets its user see.
     *
     * @throws SQLException if the query fails
     */
    default List<TableUser> users(Connection connection, Set<String> tables) throws SQLException {
        return List.of();
    }
}
