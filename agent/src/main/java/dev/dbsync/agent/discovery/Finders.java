package dev.dbsync.agent.discovery;

import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.config.ConfiguredDatabase;
import dev.dbsync.agent.config.ConnectionSettings;
import dev.dbsync.agent.database.Dialects;
import dev.dbsync.agent.database.KeptConnections;
import dev.dbsync.agent.detection.CellMappings;
import dev.dbsync.agent.operations.Asking;
import dev.dbsync.agent.operations.DatabaseFinder;
import dev.dbsync.agent.operations.DatabasePipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the finders of a configuration. */
public final class Finders {
    private final AgentConfiguration configuration;
    private final CellMappings mappings;
    private final Map<String, DatabasePipeline> pipelines;
    private final KeptConnections kept;
    private final Asking asking;

    /**
     * Prepares to make them.
     *
     * @param pipelines by the section's name; each section's is among them
     * @param kept keeps connections for questions
     * @param asking asks api databases for their cells
     */
    public Finders(
            AgentConfiguration configuration,
            Dialects dialects,
            Map<String, DatabasePipeline> pipelines,
            KeptConnections kept,
            Asking asking) {
        this.kept = kept;
        this.asking = asking;
        this.configuration = configuration;
        this.mappings = new CellMappings(dialects);
        this.pipelines = Map.copyOf(pipelines);
    }

    /** One for each section, in the configuration's order. */
    public List<DatabaseFinder> all() {
        return configuration.databases().stream().map(this::finder).toList();
    }

    private DatabaseFinder finder(ConfiguredDatabase section) {
        DatabasePipeline pipeline = pipelines.get(section.name());
        if (pipeline == null) {
            throw new IllegalArgumentException("database " + section.name() + " has no pipeline");
        }
        Entries entries = new Entries(section, pipeline, configuration.agentName(), kept);
        return section.allCells()
                ? new CellsFinder(section, api(), mappings, entries, asking)
                : new SectionFinder(section, entries);
    }

    /** The api database that has a section; a section with cells whose files name one does not ask for it. */
    private Optional<ConnectionSettings> api() {
        return configuration.databases().stream()
                .filter(ConfiguredDatabase::isNovaApi)
                .map(ConfiguredDatabase::connection)
                .findFirst();
    }
}
