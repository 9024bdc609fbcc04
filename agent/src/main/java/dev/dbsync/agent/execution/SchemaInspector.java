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
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads a live schema, and compares it with what the catalogue says for a revision. Reads only. */
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

    /**
     * Where some of the tables that were found are not those of a revision.
     *
     * @param revision one of the catalogue's
     * @param tables their names; those that neither has are passed over
     */
    public List<Difference> differences(Schema live, Revision revision, Set<String> tables) {
        return SchemaComparison.differences(only(tables, expected(revision)), only(tables, live));
    }

    private static Schema only(Set<String> names, Schema schema) {
        TreeMap<String, Table> tables = new TreeMap<>(schema.tables());
        tables.keySet().retainAll(names);
        return schema.with(tables);
    }

    /** The revision whose schema a state means; that of every legacy version after the first step is the initial one's. */
    public Optional<Revision> revision(DatabaseState state) {
        Position position = state.position();
        if (position.revision() != null) {
            return catalog.find(position.revision());
        }
        boolean afterFirstStep = state instanceof DatabaseState.Legacy legacy
                && catalog.legacyTrack()
                        .filter(track -> legacy.version() > track.before()
                                || track.steps().isEmpty())
                        .isPresent();
        return afterFirstStep ? Optional.of(catalog.initial()) : Optional.empty();
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
