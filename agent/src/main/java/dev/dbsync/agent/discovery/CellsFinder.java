package dev.dbsync.agent.discovery;

import dev.dbsync.agent.config.ConfiguredDatabase;
import dev.dbsync.agent.config.ConnectionSettings;
import dev.dbsync.agent.config.DatabaseConnection;
import dev.dbsync.agent.config.UnusableConnectionException;
import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.detection.CellMappings;
import dev.dbsync.agent.operations.Asking;
import dev.dbsync.agent.operations.DatabaseFinder;
import dev.dbsync.agent.operations.FoundDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the databases of all cells that Nova's api database knows now, and the local one if it is none of them. */
final class CellsFinder implements DatabaseFinder {
    private final ConfiguredDatabase section;
    private final Optional<ConnectionSettings> apiSection;
    private final CellMappings mappings;
    private final Entries entries;
    private final Asking asking;

    CellsFinder(
            ConfiguredDatabase section,
            Optional<ConnectionSettings> apiSection,
            CellMappings mappings,
            Entries entries,
            Asking asking) {
        this.section = section;
        this.apiSection = apiSection;
        this.mappings = mappings;
        this.entries = entries;
        this.asking = asking;
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
    public List<FoundDatabase> find(Duration limit) {
        try {
            return find(section.connection().own(), api(), limit);
        } catch (UnusableConnectionException refusal) {
            return List.of(entries.withoutCells(section.connection().describe(), refusal.describe(), refusal.remedy()));
        } catch (Throwable failure) {
            return List.of(entries.unforeseen(failure, true));
        }
    }

    private DatabaseConnection api() throws UnusableConnectionException {
        Optional<DatabaseConnection> ofFiles = section.connection().api();
        // A configuration without any api database was refused at the start.
        return ofFiles.isPresent() ? ofFiles.get() : apiSection.orElseThrow().own();
    }

    private List<FoundDatabase> find(DatabaseConnection local, DatabaseConnection api, Duration limit) {
        ConnectionSource source = entries.source(api.address());
        return asking.ask(source, mappings::read, limit)
                .thenApply(found -> new CellEntries(entries, local, source.describe(), section.canary()).of(found))
                .exceptionally(
                        failure -> List.of(
                                entries.withoutCells(
                                        "api database " + source.describe(),
                                        Asking.reason(source, failure),
                                        "Check that its server runs, that its URL is right, and that its user may read cell_mappings.")))
                .join();
    }
}
