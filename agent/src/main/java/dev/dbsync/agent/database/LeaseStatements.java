package dev.dbsync.agent.database;

import java.sql.SQLException;

/**
 * The SQL of the lease in one engine: whole statements, all on the server's clock. The table has one row at most, and is
 * there only while a lease is held, or after its holder died.
 *
 * <p>Its column {@code fence} is for agents of earlier releases, which an upgrade finds at work: they read a number there,
 * and ask for it beside the owner, or beside how long the lease has lapsed. Either is enough, so any number will do.
 */
public interface LeaseStatements {

    /** Answers one row, whether the table is there. */
    String exists();

    /** Creates the table. */
    String create();

    /** Takes a lease where there is none; changes no row where there is one. Parameters: owner, host, operation. */
    String insert();

    /** Answers the row: host, since, operation, owner, whether it has lapsed, whether it may be taken over. */
    String read();

    /** Takes over a lapsed lease. Parameters: owner, host, operation, and the owner that was read. */
    String takeOver();

    /** Renews a lease. Parameter: owner. */
    String renew();

    /** Drops the table in one go with seeing that the lease is the owner's. */
    String drop(String owner);

    /** What stands around a holder's writes. */
    Fence fence(String owner);

    /** What the lease needs of the session, if anything. */
    SessionSettings settings();

    /** Whether a holder keeps one session of its server throughout; see {@link HeldLock#keepsSession}. */
    boolean keepsSession();

    /** Whether a failure comes of others being at the table at the same moment, so that the next look will do. */
    boolean contended(SQLException failure);
}
