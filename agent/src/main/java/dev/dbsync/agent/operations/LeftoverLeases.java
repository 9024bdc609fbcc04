package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.DatabaseLock;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.SessionChanges;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears the leases that holders left behind when they died, which nobody else would until the next sync: the service's own
 * tools stumble over a table that they do not know. A lease that is renewed is left alone. Thread-safe.
 */
public final class LeftoverLeases {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoverLeases.class);

    private final String host;
    private final Clock clock;

    /**
     * Clears for one agent.
     *
     * @param host its name, which others are shown
     */
    public LeftoverLeases(String host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    /** Looks at databases side by side, and answers at once. A database that cannot be reached is passed over. */
    public void clear(List<ManagedDatabase> databases, Unawaited threads) {
        databases.forEach(database -> threads.execute(() -> clear(database)));
    }

    private void clear(ManagedDatabase database) {
        try {
            Optional<DatabaseLock> leftBehind = leftBehind(database);
            if (leftBehind.isPresent() && clear(database, leftBehind.get())) {
                LOG.info("Database {}: cleared the lease of a holder that died", database.name());
            }
        } catch (SQLException | RuntimeException failure) {
            LOG.debug("Database {}: no look at leases left behind", database.name(), failure);
        }
    }

    private static Optional<DatabaseLock> leftBehind(ManagedDatabase database) throws SQLException {
        try (Connection question = database.source().openForQuestions()) {
            Optional<? extends DatabaseLock> lease =
                    database.pipeline().dialect(question).leaseLock(question);
            return lease.isPresent() && lease.get().leftBehind(question) ? Optional.of(lease.get()) : Optional.empty();
        }
    }

    private boolean clear(ManagedDatabase database, DatabaseLock lease) throws SQLException {
        try (Connection working = database.source().open();
                SessionChanges limited = AnswerLimit.on(working)) {
            return lease.clear(limited.connection(), new LockHolder(host, clock.instant(), null));
        }
    }
}
