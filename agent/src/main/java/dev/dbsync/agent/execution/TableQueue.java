package dev.dbsync.agent.execution;

import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.TableLocks;
import dev.dbsync.agent.database.TableUser;
import dev.dbsync.agent.schema.Footprint;
import dev.dbsync.agent.schema.Footprint.Touch;
import dev.dbsync.agent.schema.SchemaChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * How one sync stands in the queues of tables that others use. Whoever stands there makes all who come later wait. So it
 * stands for {@link TableLocks#LONGEST} at a time at most, and rests for nineteen times as long before it stands again;
 * meanwhile it asks without standing. It looks at who uses a table first: while somebody is there who was there a second ago,
 * there is nothing to stand for. Not thread-safe.
 */
public final class TableQueue {
    /** Of any time, how much others may be made to wait: one part in this many. */
    private static final int SHARE = 20;

    /** Whoever uses a table for longer than this stays for longer than one would stand. */
    private static final long STAYS = Duration.ofSeconds(1).toNanos();

    private static final Duration SAME = Duration.ofMillis(100);

    private final Map<String, Seen> firstSeen = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private List<TableUser> users = List.of();
    private Set<String> tables = Set.of();
    private Duration stood = Duration.ZERO;
    private boolean standing;
    private long start;
    private long nextStand = System.nanoTime();

    /** An open transaction, and when it was seen first, in nanoseconds of this machine's clock. */
    private record Seen(Instant since, long first) {

        /** Servers that tell how long it is open, and not since when, are a little off each time. */
        Seen or(Seen before) {
            return Duration.between(before.since, since).abs().compareTo(SAME) < 0 ? before : this;
        }
    }

    /** Who used the tables at the last look; empty where nobody did, or the server does not say. */
    public List<TableUser> users() {
        return users;
    }

    /** The tables that were asked for last. */
    public Set<String> tables() {
        return tables;
    }

    /** How long others were made to wait in all, at most. */
    public Duration stood() {
        return stood;
    }

    /**
     * Gets the tables that changes need, those that are there, or makes sure that the next statement gets them or gives up.
     *
     * @return whether they are held until {@link TableLocks#release}: what is sent meanwhile cannot look at a lease
     * @throws SQLException if somebody uses one of them, as {@link dev.dbsync.agent.database.PassingFailures#busy} tells; or a
     *     query fails
     */
    boolean enter(Connection connection, Fence fence, Dialect dialect, List<SchemaChange> changes) throws SQLException {
        standing = false;
        SortedMap<String, Touch> touches = Footprint.of(changes);
        if (made.containsAll(touches.keySet())) {
            // Nobody but this sync knows them yet.
            touches.clear();
        }
        changes.stream()
                .filter(SchemaChange.CreateTable.class::isInstance)
                .flatMap(change -> change.tableName().stream())
                .forEach(made::add);
        if (!touches.isEmpty()) {
            touches.keySet().retainAll(dialect.tableNames(connection));
        }
        tables = Set.copyOf(touches.keySet());
        TableLocks locks = dialect.tableLocks();
        if (!tables.isEmpty()) {
            // First, since an approach that is refused ends the transaction, and nothing can be asked.
            users = locks.users(connection, tables);
            locks.approach(connection, tables);
            users = users.isEmpty() ? users : locks.users(connection, tables);
        }
        boolean stands = tables.isEmpty() || worthStanding();
        boolean holds = !tables.isEmpty() && locks.holds(connection);
        if (holds) {
            fence.confirm(connection);
        }
        start = System.nanoTime();
        standing = true;
        if (!tables.isEmpty()) {
            locks.take(connection, touches, stands ? TableLocks.LONGEST : Duration.ZERO);
        }
        return holds;
    }

    /** What has been sent since {@link #enter} was refused, since somebody uses a table: nobody waits behind it any more. */
    void refused() {
        if (standing) {
            long end = System.nanoTime();
            stood = stood.plusNanos(end - start);
            nextStand = Math.max(nextStand, end + (SHARE - 1) * (end - start));
        }
    }

    private boolean worthStanding() {
        long now = System.nanoTime();
        Map<String, Seen> before = Map.copyOf(firstSeen);
        firstSeen.clear();
        for (TableUser user : users) {
            if (user.since() != null) {
                Seen seen = new Seen(user.since(), now);
                String session = String.valueOf(user.session());
                firstSeen.put(session, seen.or(before.getOrDefault(session, seen)));
            }
        }
        boolean stays = firstSeen.values().stream().anyMatch(seen -> now - seen.first >= STAYS);
        boolean unknown = before.isEmpty() && !firstSeen.isEmpty();
        return !stays && !unknown && now - nextStand >= 0;
    }
}
