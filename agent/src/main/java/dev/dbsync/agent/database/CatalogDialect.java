package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** A dialect that is told by its statements: what is the same for all engines that can be asked about themselves in SQL. */
public abstract class CatalogDialect implements Dialect {
    private final Engine engine;
    private final String tableNames;
    private final SchemaReader schemaReader;
    private final DatabaseLock sessionLock;

    /**
     * A dialect of these statements.
     *
     * @param tableNames a query for the names of the base tables in the current schema, as stored
     */
    protected CatalogDialect(Engine engine, String tableNames, SchemaQueries schema, DatabaseLock sessionLock) {
        this.engine = engine;
        this.tableNames = tableNames;
        this.schemaReader = new SchemaReader(schema);
        this.sessionLock = sessionLock;
    }

    @Override
    public final Engine engine() {
        return engine;
    }

    @Override
    public final Set<String> tableNames(Connection connection) throws SQLException {
        return Set.copyOf(Queries.list(connection, tableNames, row -> row.getString(1)));
    }

    @Override
    public final SchemaReader schemaReader() {
        return schemaReader;
    }

    @Override
    public final DatabaseLock sessionLock() {
        return sessionLock;
    }
}
