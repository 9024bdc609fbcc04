package dev.dbsync.agent.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tables of one database, by lower-case name.
 *
 * @param tables tables by name
 * @param surroundings what is beside them
 */
public record Schema(SortedMap<String, Table> tables, Surroundings surroundings) {
    public Schema {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** Tables, and nothing beside them. */
    public Schema(SortedMap<String, Table> tables) {
        this(tables, Surroundings.NONE);
    }

    /** Other tables in the same surroundings. */
    public Schema with(SortedMap<String, Table> others) {
        return new Schema(others, surroundings);
    }

    /** A schema of these tables. */
    public static Schema of(Collection<Table> tables) {
        SortedMap<String, Table> byName = new TreeMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        return new Schema(byName);
    }

    public Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }
}
