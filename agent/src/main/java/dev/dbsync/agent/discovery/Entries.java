package dev.dbsync.agent.discovery;

import dev.dbsync.agent.config.ConfiguredDatabase;
import dev.dbsync.agent.config.UnusableConnectionException;
import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.KeptConnections;
import dev.dbsync.agent.database.NoConnectionSource;
import dev.dbsync.agent.operations.Asking;
import dev.dbsync.agent.operations.DatabasePipeline;
import dev.dbsync.agent.operations.FoundDatabase;
import dev.dbsync.agent.operations.ManagedDatabase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the entries of one section, those that can be connected to and those that cannot. */
final class Entries {
    private static final String LOOK_AT_LOG = "Look for the incident in the agent's log, and check what it is about.";

    private final ConfiguredDatabase section;
    private final DatabasePipeline pipeline;
    private final String agentName;
    private final KeptConnections kept;

    Entries(ConfiguredDatabase section, DatabasePipeline pipeline, String agentName, KeptConnections kept) {
        this.section = section;
        this.pipeline = pipeline;
        this.agentName = agentName;
        this.kept = kept;
    }

    ConnectionSource source(DatabaseAddress address) {
        return kept.over(address, new DriverConnectionSource(address, agentName));
    }

    /** The section's own database. */
    FoundDatabase own(DatabaseAddress address) {
        return new FoundDatabase(
                managed(section.name(), source(address)), Set.of(section.name()), DatabaseIdentity.of(address), false);
    }

    /** In the section's place, since it cannot be told where its database is. */
    FoundDatabase unusable(String place, UnusableConnectionException refusal) {
        ConnectionSource source = new NoConnectionSource(place, refusal.describe(), refusal.remedy());
        return new FoundDatabase(managed(section.name(), source), Set.of(section.name()), null, false);
    }

    /** In the place of the section and all of its cells, since those cannot be told. */
    FoundDatabase withoutCells(String place, String problem, String remedy) {
        ConnectionSource source = new NoConnectionSource(place, "the cells cannot be read: " + problem, remedy);
        return new FoundDatabase(managed(section.name(), source), Set.of(section.name()), null, true);
    }

    /** In the place of a section whose settings cannot be followed, and nobody foresaw why. */
    FoundDatabase unforeseen(Throwable failure, boolean standsForCells) {
        String place = section.connection().describe();
        ConnectionSource source = new NoConnectionSource(place, unforeseen(place, failure), LOOK_AT_LOG);
        return new FoundDatabase(managed(section.name(), source), Set.of(section.name()), null, standsForCells);
    }

    /** In the place of a cell whose row cannot be followed, and nobody foresaw why. */
    FoundDatabase unforeseenCell(String name, String uuid, Throwable failure) {
        return brokenCell(name, uuid, unforeseen("cell " + name, failure), LOOK_AT_LOG);
    }

    private static String unforeseen(String place, Throwable failure) {
        return "following it failed in a way that nobody foresaw; the agent's log has more under incident "
                + Asking.incident(place, failure);
    }

    /** A cell's database, called by the section, by the cell's name and by its uuid. */
    FoundDatabase cell(String name, String uuid, DatabaseAddress address) {
        return new FoundDatabase(
                managed(named(name), source(address)), names(name, uuid), DatabaseIdentity.of(address), false);
    }

    /** In the place of a cell's database that cannot be connected to. */
    FoundDatabase brokenCell(String name, String uuid, String problem, String remedy) {
        ConnectionSource source = new NoConnectionSource("cell " + name, problem, remedy);
        return new FoundDatabase(managed(named(name), source), names(name, uuid), null, false);
    }

    private String named(String cell) {
        return section.name() + "/" + cell;
    }

    private Set<String> names(String name, String uuid) {
        return new HashSet<>(List.of(section.name(), named(name), named(uuid)));
    }

    private ManagedDatabase managed(String name, ConnectionSource source) {
        return new ManagedDatabase(name, pipeline, source, section.settings());
    }
}
