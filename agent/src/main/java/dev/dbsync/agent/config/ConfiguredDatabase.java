package dev.dbsync.agent.config;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.LockMode;
import java.util.regex.Pattern;

/**
 * One {@code [database:NAME]} section.
 *
 * @param name letters, digits, {@code _}, {@code -} and {@code .}
 * @param catalog {@code service/database}; whether there is such a catalogue, the loader of catalogues knows
 * @param catalogOrigin where the catalogue was named, for {@link #catalogProblem}
 */
public record ConfiguredDatabase(
        String name, String catalog, Origin catalogOrigin, DatabaseAddress address, LockMode lock) {

    static final String SECTION_PREFIX = "database:";
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    static final Pattern CATALOG = Pattern.compile("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");

    public ConfiguredDatabase {
        requireMatch("name", name, NAME);
        requireMatch("catalog", catalog, CATALOG);
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

    private static void requireMatch(String field, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " is \"" + value + "\", which does not match " + pattern);
        }
    }
}
