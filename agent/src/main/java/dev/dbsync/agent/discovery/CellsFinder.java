package dev.dbsync.agent.discovery;

import dev.dbsync.agent.cells.CellMapping;
import dev.dbsync.agent.config.ConfiguredDatabase;
import dev.dbsync.agent.config.ConnectionSettings;
import dev.dbsync.agent.config.DatabaseConnection;
import dev.dbsync.agent.config.UnusableConnectionException;
import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.detection.CellMappings;
import dev.dbsync.agent.operations.DatabaseFinder;
import dev.dbsync.agent.operations.FoundDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Finds the databases of all cells that Nova's api database knows now, and the local one if it is none of them. */
final class CellsFinder implements DatabaseFinder {
    private final ConfiguredDatabase section;
    private final Optional<ConnectionSettings> apiSection;
    private final CellMappings mappings;
    private final Entries entries;

    CellsFinder(
            ConfiguredDatabase section,
            Optional<ConnectionSettings> apiSection,
            CellMappings mappings,
            Entries entries) {
        this.section = section;
        this.apiSection = apiSection;
        this.mappings = mappings;
        this.entries = entries;
    }

    @Override
    public String section() {
        return section.name();
    }

    @Override
    public boolean asks() {
        return true;
    }

    @Override
    public List<FoundDatabase> find() {
        try {
            return find(section.connection().own(), api());
        } catch (UnusableConnectionException refusal) {
            return List.of(entries.withoutCells(section.connection().describe(), refusal.describe(), refusal.remedy()));
        }
    }

    private DatabaseConnection api() throws UnusableConnectionException {
        Optional<DatabaseConnection> ofFiles = section.connection().api();
        // A configuration without any api database was refused at the start.
        return ofFiles.isPresent() ? ofFiles.get() : apiSection.orElseThrow().own();
    }

    private List<FoundDatabase> find(DatabaseConnection local, DatabaseConnection api) {
        ConnectionSource source = entries.source(api.address());
        try {
            return new CellEntries(entries, local, source.describe()).of(read(source));
        } catch (SQLException failure) {
            return List.of(entries.withoutCells(
                    "api database " + source.describe(),
                    source.explain(failure),
                    "Check that its server runs, that its URL is right, and that its user may read cell_mappings."));
        }
    }

    private List<CellMapping> read(ConnectionSource source) throws SQLException {
        try (Connection connection = source.openForQuestions()) {
            return mappings.read(connection);
        }
    }
}
