package dev.dbsync.agent.execution;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.control.ControlTables;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.schema.Evolution;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.SchemaComparison;
import dev.dbsync.agent.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;

/** Reads a live schema, and holds it against what the catalogue says for a revision. Reads only. */
public final class SchemaInspector {
    private final Catalog catalog;
    private final Dialect dialect;
    private final ScriptCompiler compiler;

    public SchemaInspector(Catalog catalog, Dialect dialect, ScriptCompiler compiler) {
        this.catalog = catalog;
        this.dialect = dialect;
        this.compiler = compiler;
    }

    /**
     * Where the live schema is not that of a revision.
     *
     * @param revision one of the catalogue's
     * @throws SQLException if the live schema cannot be read
     */
    public List<Difference> differences(Connection connection, Revision revision) throws SQLException {
        return SchemaComparison.differences(expected(revision), live(connection, dialect));
    }

    private Schema expected(Revision revision) {
        Schema schema = new Schema(new TreeMap<>());
        for (Revision passed : catalog.revisions().subList(0, catalog.position(revision.id()) + 1)) {
            schema = Evolution.after(
                    schema,
                    compiler.compile(passed.file()).units().stream()
                            .map(ChangeUnit::change)
                            .toList());
        }
        return schema;
    }

    /** The live schema, version control's own tables left out. */
    static Schema live(Connection connection, Dialect dialect) throws SQLException {
        Schema all = dialect.schemaReader().read(connection);
        TreeMap<String, Table> tables = new TreeMap<>(all.tables());
        tables.keySet().removeIf(ControlTables::contains);
        return all.with(tables);
    }
}
