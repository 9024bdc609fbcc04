package dev.dbsync.agent.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Fills the tables of any database with rows, so that an upgrade has something to lose: in each table two live rows and
 * one that Nova would call deleted, which has no value wherever it need not. Equal rows of different tables belong
 * together: they have the same UUIDs.
 */
public final class SampleRows {

    static final int ROWS = 3;

    private static final Set<String> CONTROL_TABLES = Set.of(
            "alembic_version",
            "migrate_version",
            "shadow_alembic_version",
            "shadow_migrate_version",
            "databasechangelog",
            "databasechangeloglock",
            "dbsync_lease");

    private SampleRows() {}

    /** Fills every table that is empty, but no control table, and answers with what the database holds then. */
    public static Fingerprint fill(DatabaseUnderTest database) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (SampleTable table : parentsFirst(tables(database, connection))) {
                table.fill(statement);
            }
            connection.commit();
        }
        return Fingerprint.of(database);
    }

    static boolean isControlTable(String table) {
        return CONTROL_TABLES.contains(table.toLowerCase(Locale.ROOT));
    }

    private static List<SampleTable> tables(DatabaseUnderTest database, Connection connection) throws SQLException {
        SampleMetadata metadata = SampleMetadata.read(database.engine(), connection);
        List<SampleTable> tables = new ArrayList<>();
        for (String name : database.tableNames()) {
            if (!isControlTable(name)) {
                tables.add(metadata.table(name));
            }
        }
        return tables;
    }

    private static List<SampleTable> parentsFirst(List<SampleTable> tables) {
        List<SampleTable> waiting = new ArrayList<>(tables);
        List<SampleTable> ordered = new ArrayList<>();
        Set<String> done = new HashSet<>();
        while (!waiting.isEmpty()) {
            List<SampleTable> ready = waiting.stream()
                    .filter(table -> done.containsAll(table.parents()))
                    .toList();
            if (ready.isEmpty()) {
                throw new IllegalStateException("foreign keys in a circle: " + waiting);
            }
            ready.forEach(table -> done.add(table.name()));
            ordered.addAll(ready);
            waiting.removeAll(ready);
        }
        return ordered;
    }
}
