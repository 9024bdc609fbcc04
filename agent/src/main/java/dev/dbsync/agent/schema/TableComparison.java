package dev.dbsync.agent.schema;

import dev.dbsync.agent.schema.SchemaChange.AddColumn;
import dev.dbsync.agent.schema.SchemaChange.DropColumn;
import dev.dbsync.agent.schema.SchemaChange.DropForeignKey;
import dev.dbsync.agent.schema.SchemaChange.DropIndex;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether a table found is the one that a step creates: its columns, its primary key, and the keys that its statement
 * declares. Indexes beyond those are none of its business: later changes make them, and operators do.
 */
record TableComparison(Table expected, Table found, List<SchemaChange> later) {

    Optional<Difference> firstDifference() {
        return Stream.of(columns(), unexpectedColumns(), primaryKey(), indexes(), foreignKeys())
                .flatMap(differences -> differences)
                .findFirst();
    }

    private Stream<Difference> columns() {
        return expected.columns().values().stream().flatMap(column -> found.column(column.name())
                .map(other -> difference(column, other))
                .orElseGet(() -> missing(column)));
    }

    private Stream<Difference> difference(Column column, Column other) {
        return new ColumnComparison(expected.name(), column, later).accepts(other)
                ? Stream.of()
                : Stream.of(Difference.different(object("column", column.name()), column.describe(), other.describe()));
    }

    private Stream<Difference> missing(Column column) {
        boolean dropped = changed(
                DropColumn.class,
                drop -> drop.table().equals(expected.name()) && drop.column().equals(column.name()));
        return dropped
                ? Stream.of()
                : Stream.of(Difference.missing(object("column", column.name()), column.describe()));
    }

    private Stream<Difference> unexpectedColumns() {
        return found.columns().values().stream()
                .filter(column -> expected.column(column.name()).isEmpty())
                .filter(column -> !changed(
                        AddColumn.class,
                        add -> add.table().equals(expected.name())
                                && add.column().name().equals(column.name())))
                .map(column -> Difference.unexpected(object("column", column.name()), column.describe()));
    }

    private Stream<Difference> primaryKey() {
        return expected.primaryKey().equals(found.primaryKey())
                ? Stream.of()
                : Stream.of(Difference.different(
                        "primary key " + expected.name(),
                        expected.primaryKey().toString(),
                        found.primaryKey().toString()));
    }

    private Stream<Difference> indexes() {
        return expected.indexes().values().stream()
                .filter(index -> !found.index(index.name()).equals(Optional.of(index)))
                .filter(index -> !changed(
                        DropIndex.class,
                        drop -> drop.table().equals(expected.name())
                                && drop.index().equals(index.name())))
                .map(index -> found.index(index.name())
                        .map(other ->
                                Difference.different(object("index", index.name()), index.describe(), other.describe()))
                        .orElseGet(() -> Difference.missing(object("index", index.name()), index.describe())));
    }

    private Stream<Difference> foreignKeys() {
        return expected.foreignKeys().values().stream()
                .filter(key -> !found.foreignKey(key.name()).equals(Optional.of(key)))
                .filter(key -> !changed(
                        DropForeignKey.class,
                        drop -> drop.table().equals(expected.name())
                                && drop.key().equals(key.name())))
                .map(key -> found.foreignKey(key.name())
                        .map(other -> Difference.different(
                                object("foreign key", key.name()), key.describe(), other.describe()))
                        .orElseGet(() -> Difference.missing(object("foreign key", key.name()), key.describe())));
    }

    private <C extends SchemaChange> boolean changed(Class<C> kind, Predicate<C> which) {
        return later.stream().filter(kind::isInstance).map(kind::cast).anyMatch(which);
    }

    private String object(String kind, String name) {
        return kind + " " + expected.name() + "." + name;
    }
}
