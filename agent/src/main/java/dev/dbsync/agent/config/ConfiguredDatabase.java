package dev.dbsync.agent.config;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.SyncSettings;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One {@code [database:NAME]} section.
 *
 * @param name letters, digits, {@code _}, {@code -} and {@code .}
 * @param catalog {@code service/database}; whether there is such a catalogue, the loader of catalogues knows
 * @param catalogOrigin where the catalogue was named, for {@link #catalogProblem}
 * @param release the release that its services run, as written; null where that is not said
 * @param releaseOrigin where the release was said, or the section began, for {@link #releaseProblem}
 * @param address where the database was when the configuration was read
 * @param connection says where it is now
 * @param settings how each of its databases is synchronised
 * @param allCells whether the section stands for all cells that Nova's api database knows
 * @param canary the cell that goes before the others, by name or uuid, or {@link #FIRST}; null where none does
 */
public record ConfiguredDatabase(
        String name,
        String catalog,
        Origin catalogOrigin,
        @Nullable String release,
        Origin releaseOrigin,
        DatabaseAddress address,
        ConnectionSettings connection,
        SyncSettings settings,
        boolean allCells,
        @Nullable String canary) {

    /** Of cells, in the place of a name: the first in Nova's order that is not cell0. */
    public static final String FIRST = "first";

    static final String SECTION_PREFIX = "database:";
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    /** The catalogue of cells' databases. */
    static final String NOVA_MAIN = "nova/main";
    /** Where {@code busy_wait} is not said. */
    static final Duration BUSY_WAIT = Duration.ofMinutes(5);
    /** The catalogue of the database that knows all cells. */
    static final String NOVA_API = "nova/api";

    static final Pattern CATALOG = Pattern.compile("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");

    public ConfiguredDatabase {
        requireMatch("name", name, NAME);
        requireMatch("catalog", catalog, CATALOG);
    }

    /** Whether this is a database that tells of Nova's cells. */
    public boolean isNovaApi() {
        return catalog.equals(NOVA_API);
    }

    /** Which database this is: driver, host, port and name, no credentials. */
    public String place() {
        return address.describe();
    }

    /** A problem with this database's catalogue, at the place that names it. */
    public ConfigurationProblem catalogProblem(String problem, String remedy) {
        return ConfigurationProblem.of(
                catalogOrigin, SECTION_PREFIX + name, "catalog", new Complaint(catalog, problem, remedy));
    }

    /** A problem with this database's release, at the place that names it or should. */
    public ConfigurationProblem releaseProblem(String problem, String remedy) {
        return ConfigurationProblem.of(
                releaseOrigin, SECTION_PREFIX + name, "release", new Complaint(release, problem, remedy));
    }

    private static void requireMatch(String field, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " is \"" + value + "\", which does not match " + pattern);
        }
    }
}
