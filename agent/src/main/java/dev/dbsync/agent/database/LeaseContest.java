package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One caller's way to a lease: look, and look again, until it is there to be had or patience ends. Not thread-safe. */
final class LeaseContest {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    /**
     * A lease that was taken.
     *
     * @param owner in whose name, unlike any other that ever was
     * @param over whether from another, who had let it lapse
     */
    record Taken(String owner, boolean over) {}

    private final LeaseStatements statements;
    private final LeaseTable table;
    private final Duration grace;
    private final Connection connection;
    private final LockHolder holder;
    private final String owner = UUID.randomUUID().toString();
    private final long deadline;
    private LeaseTable.@Nullable Row lapsed;
    private long lapsedSince;

    LeaseContest(LeaseStatements statements, Duration grace, Connection connection, LockHolder holder, Duration wait) {
        this.statements = statements;
        this.table = new LeaseTable(statements);
        this.grace = grace;
        this.connection = connection;
        this.holder = holder;
        this.deadline = System.nanoTime() + wait.toNanos();
    }

    Optional<Taken> run() throws SQLException {
        Optional<Taken> taken = look();
        while (taken.isEmpty() && System.nanoTime() < deadline && pause()) {
            taken = look();
        }
        return taken;
    }

    private Optional<Taken> look() throws SQLException {
        try {
            return attempt();
        } catch (SQLException failure) {
            if (!statements.contended(failure)) {
                throw failure;
            }
            // Somebody else is there at the same moment, perhaps the holder with a sign of life.
            lapsed = null;
            return Optional.empty();
        }
    }

    private Optional<Taken> attempt() throws SQLException {
        if (!table.exists(connection)) {
            Queries.update(connection, statements.create());
        }
        Optional<LeaseTable.Row> row = table.row(connection);
        if (row.isEmpty()) {
            return taken(insert(), false);
        }
        return ripe(row.get()) ? taken(takeOver(row.get().owner()), true) : Optional.empty();
    }

    private int insert() throws SQLException {
        return Queries.update(connection, statements.insert(), owner, holder.host(), holder.operation());
    }

    private int takeOver(String lapsedOwner) throws SQLException {
        return Queries.update(connection, statements.takeOver(), owner, holder.host(), holder.operation(), lapsedOwner);
    }

    private Optional<Taken> taken(int rows, boolean over) {
        return rows == 1 ? Optional.of(new Taken(owner, over)) : Optional.empty();
    }

    private boolean ripe(LeaseTable.Row row) {
        if (!row.ripe()) {
            lapsed = null;
            return false;
        }
        if (!row.equals(lapsed)) {
            lapsed = row;
            lapsedSince = System.nanoTime();
        }
        return System.nanoTime() - lapsedSince >= grace.toNanos();
    }

    private boolean pause() {
        long millis = ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis() + 1);
        try {
            Thread.sleep(Math.min(millis, Math.max(1, (deadline - System.nanoTime()) / 1_000_000)));
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
