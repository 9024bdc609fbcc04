package dev.dbsync.agent.operations;

import dev.dbsync.agent.control.ControlTables;
import dev.dbsync.agent.database.Dialects;
import dev.dbsync.agent.database.h2.H2Dialect;
import dev.dbsync.agent.database.mariadb.MariaDbDialect;
import dev.dbsync.agent.database.postgresql.PostgresDialect;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.Table;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;

/** The live schema of a test's database, version control's own tables left out. */
public final class SchemaOf {
    private static final Dialects DIALECTS =
            new Dialects(List.of(new PostgresDialect(), new MariaDbDialect(), new H2Dialect()));

    private SchemaOf() {}

    /** Reads it, as the agent does. */
    public static Schema database(DatabaseUnderTest database) throws SQLException {
        try (Connection connection = database.open()) {
            TreeMap<String, Table> tables = new TreeMap<>(
                    DIALECTS.of(connection).schemaReader().read(connection).tables());
            tables.keySet().removeIf(ControlTables::contains);
            return new Schema(tables);
        }
    }
}
