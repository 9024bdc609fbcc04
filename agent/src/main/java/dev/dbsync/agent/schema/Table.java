package dev.dbsync.agent.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One table with all that hangs on it. The maps are keyed by lower-case name and keep their order.
 *
 * @param name lower-case name
 * @param columns columns in their order
 * @param primaryKey columns of the primary key; empty where there is none
 * @param indexes indexes and unique constraints, the primary key's own left out
 * @param foreignKeys foreign keys
 * @param collation default collation of the table; null where the engine has none
 * @param traits what else it is or has; none for a table of a catalogue
 */
public record Table(
        String name,
        Map<String, Column> columns,
        List<String> primaryKey,
        Map<String, Index> indexes,
        Map<String, ForeignKey> foreignKeys,
        @Nullable String collation,
        List<Trait> traits) {
    public Table {
        traits = List.copyOf(traits);
        columns = ordered(columns);
        primaryKey = List.copyOf(primaryKey);
        indexes = ordered(indexes);
        foreignKeys = ordered(foreignKeys);
    }

    /** A table from lists, which is how both catalogues and databases tell of one. */
    public static Table of(
            String name,
            List<Column> columns,
            List<String> primaryKey,
            List<Index> indexes,
            List<ForeignKey> foreignKeys,
            @Nullable String collation) {
        return new Table(
                name,
                byName(columns, Column::name),
                primaryKey,
                byName(indexes, Index::name),
                byName(foreignKeys, ForeignKey::name),
                collation,
                List.of());
    }

    /** The same table with other columns. */
    public Table withColumns(Map<String, Column> others) {
        return new Table(name, others, primaryKey, indexes, foreignKeys, collation, traits);
    }

    /** The same table with other indexes. */
    public Table withIndexes(Map<String, Index> others) {
        return new Table(name, columns, primaryKey, others, foreignKeys, collation, traits);
    }

    /** The same table with other foreign keys. */
    public Table withForeignKeys(Map<String, ForeignKey> others) {
        return new Table(name, columns, primaryKey, indexes, others, collation, traits);
    }

    /** The same table with another default collation. */
    public Table withCollation(@Nullable String other) {
        return new Table(name, columns, primaryKey, indexes, foreignKeys, other, traits);
    }

    /** The same table with other traits. */
    public Table withTraits(List<Trait> others) {
        return new Table(name, columns, primaryKey, indexes, foreignKeys, collation, others);
    }

    public Optional<Column> column(String columnName) {
        return Optional.ofNullable(columns.get(columnName));
    }

    public Optional<Index> index(String indexName) {
        return Optional.ofNullable(indexes.get(indexName));
    }

    public Optional<ForeignKey> foreignKey(String keyName) {
        return Optional.ofNullable(foreignKeys.get(keyName));
    }

    private static <V> Map<String, V> byName(List<V> parts, Function<V, String> name) {
        return parts.stream()
                .collect(Collectors.toMap(name, part -> part, (first, second) -> second, LinkedHashMap::new));
    }

    private static <V> Map<String, V> ordered(Map<String, V> parts) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
}
