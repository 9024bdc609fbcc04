package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A lock in a table of the database itself, for servers whose session locks do not reach all others: a lease that lapses
 * unless renewed. Its owner is a name that nobody else ever has, so whoever lost it finds another's name in its place.
 *
 * <pre>
 * no table ──create, insert──▶ held ──drop──▶ no table
 *                               │ ▲ renew
 *                       not renewed
 *                               ▼
 *                             lapsed ──{@link #GRACE} without a sign of life──▶ taken over, in another owner's name
 * </pre>
 *
 * Whoever waits looks at it several times a second, at random moments, so that all who wait have the same chance.
 */
public final class LeaseLock implements DatabaseLock {
    /** The table's name. */
    public static final String TABLE = "dbsync_lease";

    /** How long a lease lasts after each renewal, by the server's clock. */
    public static final Duration LENGTH = Duration.ofSeconds(30);

    /** How often a lease is renewed. */
    public static final Duration RENEWAL = Duration.ofSeconds(10);

    /** By how much a lease must have lapsed to be taken over: more than the clocks of a cluster's nodes differ. */
    public static final Duration MARGIN = Duration.ofSeconds(5);

    /**
     * How long a lapsed lease is watched before it is taken over. While a cluster carries out a long change of the schema
     * it lets no renewal through; the holder's next sign of life comes right after that.
     */
    static final Duration GRACE = RENEWAL;

    private final LeaseStatements statements;
    private final LeaseTable table;
    private final Duration grace;

    public LeaseLock(LeaseStatements statements) {
        this(statements, GRACE);
    }

    private LeaseLock(LeaseStatements statements, Duration grace) {
        this.statements = statements;
        this.table = new LeaseTable(statements);
        this.grace = grace;
    }

    LeaseStatements statements() {
        return statements;
    }

    /** The same lock, watched for this long before it is taken over; for servers that are known to let renewals through. */
    public LeaseLock withGrace(Duration other) {
        return new LeaseLock(statements, other);
    }

    @Override
    public Optional<HeldLock> acquire(Connection connection, LockHolder owner, Duration wait) throws SQLException {
        SessionChanges session = new SessionChanges(connection);
        return session.keepIfMade(() -> {
            statements.settings().apply(session);
            return new LeaseContest(statements, grace, connection, owner, wait)
                    .run()
                    .map(lease -> new LeasedLock(session, lease));
        });
    }

    @Override
    public Optional<LockHolder> holder(Connection connection) throws SQLException {
        return leftBehind(connection)
                ? table.row(connection).filter(row -> !row.lapsed()).map(LeaseTable.Row::holder)
                : Optional.empty();
    }

    @Override
    public boolean leftBehind(Connection connection) throws SQLException {
        return table.exists(connection);
    }

    @Override
    public boolean clear(Connection connection, LockHolder owner) throws SQLException {
        if (!leftBehind(connection)) {
            return false;
        }
        Optional<HeldLock> taken =
                acquire(connection, owner, LENGTH.plus(MARGIN).plus(grace.multipliedBy(2)));
        if (taken.isPresent()) {
            taken.get().release();
        }
        return taken.isPresent();
    }

    /** A lease that is held, on one connection. */
    private final class LeasedLock implements HeldLock {
        private final SessionChanges session;
        private final LeaseContest.Taken taken;

        private LeasedLock(SessionChanges session, LeaseContest.Taken taken) {
            this.session = session;
            this.taken = taken;
        }

        @Override
        public boolean takenOver() {
            return taken.over();
        }

        @Override
        public boolean keepsSession() {
            return statements.keepsSession();
        }

        @Override
        public Fence fence() {
            return statements.fence(taken.owner());
        }

        @Override
        public Optional<Lease> lease() {
            return Optional.of(this::renew);
        }

        private boolean renew(Connection other) throws SQLException {
            try {
                return Queries.update(other, statements.renew(), taken.owner()) == 1;
            } catch (SQLException failure) {
                if (fence().interpret(failure) instanceof LeaseLostException) {
                    return false;
                }
                throw failure;
            }
        }

        @Override
        public Optional<HeldLock> resume(Connection newConnection, Duration wait) throws SQLException {
            SessionChanges newSession = new SessionChanges(newConnection);
            return newSession.keepIfMade(() -> {
                statements.settings().apply(newSession);
                if (!renew(newConnection)) {
                    throw new LeaseLostException(null);
                }
                return Optional.of(new LeasedLock(newSession, taken));
            });
        }

        @Override
        public void release() throws SQLException {
            try (SessionChanges changes = session) {
                Connection connection = changes.connection();
                if (!connection.isClosed() && renew(connection)) {
                    Queries.update(connection, statements.drop(taken.owner()));
                }
            }
        }
    }
}
