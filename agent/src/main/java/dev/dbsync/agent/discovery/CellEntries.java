package dev.dbsync.agent.discovery;

import dev.dbsync.agent.cells.CellMapping;
import dev.dbsync.agent.cells.CellNames;
import dev.dbsync.agent.cells.UrlTemplate;
import dev.dbsync.agent.config.ConfiguredDatabase;
import dev.dbsync.agent.config.DatabaseConnection;
import dev.dbsync.agent.config.UnusableConnectionException;
import dev.dbsync.agent.operations.FoundDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes entries of cell mappings. */
final class CellEntries {
    private static final Logger LOG = LoggerFactory.getLogger(CellEntries.class);

    private static final String COLUMN = "database_connection";

    private final Entries entries;
    private final DatabaseConnection local;
    private final String apiPlace;
    private final @Nullable String canary;

    /**
     * Prepares to make them.
     *
     * @param local the local cell's database, whose URL fills templates
     * @param apiPlace where the mappings come from, for messages
     * @param canary the cell that goes before the others; null where none does
     */
    CellEntries(Entries entries, DatabaseConnection local, String apiPlace, @Nullable String canary) {
        this.entries = entries;
        this.local = local;
        this.apiPlace = apiPlace;
        this.canary = canary;
    }

    /**
     * The cells in Nova's order, then cell0 if no row is its, then the local database. That one is a cell's most of the
     * time, and is then taken for the same by its place.
     */
    List<FoundDatabase> of(List<CellMapping> mappings) {
        CellNames names = new CellNames(mappings);
        List<FoundDatabase> found = new ArrayList<>();
        mappings.forEach(mapping -> found.add(entryOf(mapping, names.of(mapping))));
        canary(mappings, names)
                .ifPresent(place -> found.set(place, found.get(place).asCanary()));
        if (mappings.stream().noneMatch(CellMapping::isCell0)) {
            found.add(unmapped(names.ofUnmappedCell0()));
        }
        found.add(entries.own(local.address()));
        return found;
    }

    /** The place of the canary; where no cell has its name that of the first, for nobody wants all at once by a slip. */
    private OptionalInt canary(List<CellMapping> mappings, CellNames names) {
        if (canary == null) {
            return OptionalInt.empty();
        }
        OptionalInt named = IntStream.range(0, mappings.size())
                .filter(place -> canary.equals(names.of(mappings.get(place)))
                        || canary.equals(mappings.get(place).uuid()))
                .findFirst();
        if (named.isEmpty() && !canary.equals(ConfiguredDatabase.FIRST)) {
            LOG.warn(
                    "No cell of {} is called {}, as the canary is: the first one goes before the others",
                    apiPlace,
                    canary);
        }
        return named.isPresent()
                ? named
                : IntStream.range(0, mappings.size())
                        .filter(place -> !mappings.get(place).isCell0())
                        .findFirst();
    }

    private FoundDatabase unmapped(String name) {
        return entries.brokenCell(
                name,
                CellMapping.CELL0,
                "cell0 is not mapped: no row of cell_mappings in " + apiPlace + " has its uuid",
                "Map it with nova-manage cell_v2 map_cell0, then call again.");
    }

    /** Whatever one row does wrong is that entry's error. */
    private FoundDatabase entryOf(CellMapping mapping, String name) {
        try {
            return entry(mapping, name);
        } catch (Throwable failure) {
            return entries.unforeseenCell(name, mapping.uuid(), failure);
        }
    }

    private FoundDatabase entry(CellMapping mapping, String name) {
        String held = mapping.databaseConnection();
        if (held == null || held.isBlank()) {
            return broken(mapping, name, "is empty", "Set it with nova-manage cell_v2 update_cell.");
        }
        Optional<String> localUrl = local.sqlAlchemyUrl();
        if (UrlTemplate.isTemplate(held) && localUrl.isEmpty()) {
            return broken(
                    mapping,
                    name,
                    "may be a template, which is filled from a URL of SQLAlchemy's, and this section has a jdbc: URL",
                    "Write the section's url as nova.conf has it, or nova_conf in its place.");
        }
        return UrlTemplate.fill(held, localUrl.orElse(""))
                .map(url -> entry(mapping, name, url))
                .orElseGet(() -> broken(
                        mapping,
                        name,
                        "is a template with more than names between its braces",
                        "Write plain names such as {username}, or {{ for a brace that is meant."));
    }

    private FoundDatabase entry(CellMapping mapping, String name, String url) {
        try {
            return entries.cell(name, mapping.uuid(), local.cell(url, row(mapping), COLUMN));
        } catch (UnusableConnectionException refusal) {
            // map_cell0 without a URL is how escapes get lost: Nova's tool stores its own guess with them decoded.
            return entries.brokenCell(
                    name,
                    mapping.uuid(),
                    refusal.describe(),
                    "In that row: " + refusal.remedy() + ". nova-manage cell_v2 update_cell sets it.");
        }
    }

    private FoundDatabase broken(CellMapping mapping, String name, String problem, String remedy) {
        return entries.brokenCell(name, mapping.uuid(), row(mapping) + ": " + COLUMN + ": " + problem, remedy);
    }

    private String row(CellMapping mapping) {
        return "cell_mappings row " + mapping.uuid() + " of " + apiPlace;
    }
}
