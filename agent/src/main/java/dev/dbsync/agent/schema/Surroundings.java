package dev.dbsync.agent.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a live schema has beside its tables, as far as it can be in the way of a change.
 *
 * @param others what else has a name that a table or an index may want; by lower-case name, with what it is: {@code a view}
 * @param dependents what goes with a column or a table, so that the server keeps either from going
 * @param collation the one of a new table that names none; null where the engine has none
 */
public record Surroundings(Map<String, String> others, List<Dependent> dependents, @Nullable String collation) {
    /** Nothing but tables. */
    public static final Surroundings NONE = new Surroundings(Map.of(), List.of(), null);

    public Surroundings {
        others = Map.copyOf(others);
        dependents = List.copyOf(dependents);
    }

    /**
     * Something that stands on a table.
     *
     * @param table lower-case name
     * @param column the one that it needs; null where it needs the table as such
     * @param what {@code view reports}
     */
    public record Dependent(String table, @Nullable String column, String what) {}
}
