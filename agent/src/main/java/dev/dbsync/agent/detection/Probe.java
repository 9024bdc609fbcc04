package dev.dbsync.agent.detection;

import dev.dbsync.agent.control.AlembicVersion;
import dev.dbsync.agent.control.ControlTables;
import dev.dbsync.agent.control.LiquibaseHistory;
import dev.dbsync.agent.control.MigrateVersion;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.state.Observation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a database without touching it: the names of its tables, and the rows of those that are version control's. Not thread-safe. */
public final class Probe {
    private final Connection connection;
    private final Dialect dialect;
    private Set<String> stored = Set.of();

    public Probe(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /**
     * Looks.
     *
     * @throws SQLException if a query fails
     */
    public Observation observe() throws SQLException {
        stored = dialect.tableNames(connection);
        return new Observation(
                schemaTables(stored),
                rows(MigrateVersion.TABLE, stored, () -> new MigrateVersion(connection).read()),
                rows(AlembicVersion.TABLE, stored, () -> new AlembicVersion(connection).read()),
                rows(LiquibaseHistory.TABLE, stored, () -> new LiquibaseHistory(connection, Clock.systemUTC()).read()),
                dialect.transactionalDdl());
    }

    /** Whether there was the table of a lease, when it looked. */
    public boolean sawLease() {
        return ControlTables.find(LeaseLock.TABLE, stored).isPresent();
    }

    private static Set<String> schemaTables(Set<String> stored) {
        return stored.stream()
                .filter(table -> !ControlTables.contains(table))
                .map(table -> table.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private interface Rows<T> {
        List<T> read() throws SQLException;
    }

    private static <T> @Nullable List<T> rows(String table, Set<String> stored, Rows<T> rows) throws SQLException {
        return ControlTables.find(table, stored).isPresent() ? rows.read() : null;
    }
}
