package dev.dbsync.agent.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;

/** Tells failures that may well be gone at the next attempt from those that stay. */
public final class PassingFailures {
    /**
     * PostgreSQL: ended by the administrator, after a crash, for being silent; not taking connections yet; the database
     * was dropped counts as a statement's failure.
     *
     * @see <a href="https://www.postgresql.org/docs/15/errcodes-appendix.html">PostgreSQL manual, appendix A</a>
     */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    /** Could not serialise, deadlock: nobody's fault, and gone the next time. */
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01");

    /**
     * MariaDB: shutting down, connection killed, session timed out; a node that is not part of its cluster now.
     *
     * @see <a href="https://mariadb.com/kb/en/mariadb-error-codes/">MariaDB manual, error codes</a>
     */
    private static final Set<Integer> CODES = Set.of(1053, 1927, 4031, 1047);

    /**
     * MariaDB: table there already, no such column, column there, key there, nothing such to drop, no such table, cannot
     * create the table (as which a foreign key that is there is told), foreign key there.
     */
    private static final Set<Integer> MOVED = Set.of(1050, 1054, 1060, 1061, 1091, 1146, 1005, 1826);

    /**
     * Others use the table: PostgreSQL's lock not available; MariaDB's lock wait timeout, which MySQL shares, and MySQL's
     * own word for a lock that was not to be waited for.
     */
    private static final String TABLE_IN_USE = "55P03";

    private static final Set<Integer> TABLE_IN_USE_CODES = Set.of(1205, 3572);

    /** PostgreSQL: insufficient privilege. MariaDB: denied to a database, a table, a column, or for want of a global one. */
    private static final String DENIED = "42501";

    private static final Set<Integer> DENIED_CODES = Set.of(1044, 1142, 1143, 1227);

    private PassingFailures() {}

    /** Whether the connection is of no use any more, and a new one may be. */
    public static boolean lost(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return state.startsWith("08")
                || STATES.contains(state)
                || CODES.contains(failure.getErrorCode())
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLTransientConnectionException;
    }

    /** Whether a statement lost to another one, so that the same may well pass if it is tried again. */
    public static boolean collided(SQLException failure) {
        return COLLISIONS.contains(Objects.requireNonNullElse(failure.getSQLState(), ""));
    }

    /** Whether the user may not do what a statement does. */
    public static boolean denied(SQLException failure) {
        return DENIED.equals(failure.getSQLState()) || DENIED_CODES.contains(failure.getErrorCode());
    }

    /** Whether a statement gave up since others use what it needs. */
    public static boolean busy(SQLException failure) {
        return TABLE_IN_USE.equals(failure.getSQLState()) || TABLE_IN_USE_CODES.contains(failure.getErrorCode());
    }

    /**
     * Whether a statement found the schema other than a look before it did, where DDL commits by itself: a tool that was
     * killed leaves a server that still finishes its last statement.
     */
    public static boolean overtaken(SQLException failure) {
        return MOVED.contains(failure.getErrorCode());
    }

    /** Whether the server was reached, and would not have this connection now: too many of them, or still starting. */
    public static boolean refusedForNow(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return state.equals("57P03") || state.startsWith("53") || failure.getErrorCode() == 1040;
    }
}
