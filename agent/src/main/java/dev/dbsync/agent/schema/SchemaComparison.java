package dev.dbsync.agent.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Every place where a live schema is not the expected one. Pure. */
public final class SchemaComparison {
    private final List<Difference> differences = new ArrayList<>();

    private SchemaComparison() {}

    /**
     * Compares whole schemas.
     *
     * @return the differences, in the order of the tables' names; empty where the schemas are the same
     */
    public static List<Difference> differences(Schema expected, Schema live) {
        SchemaComparison comparison = new SchemaComparison();
        comparison.parts(
                "table ",
                expected.tables(),
                live.tables(),
                table -> table.columns().size() + " columns",
                comparison::tables);
        return List.copyOf(comparison.differences);
    }

    private void tables(Table expected, Table live) {
        String prefix = expected.name() + ".";
        parts("column " + prefix, expected.columns(), live.columns(), Column::describe, (column, found) -> {
            Column wanted = withDefaultCollation(column, found, expected, live);
            if (!wanted.matches(found)) {
                different("column " + prefix + wanted.name(), wanted.describe(), found.describe());
            }
        });
        if (!expected.primaryKey().equals(live.primaryKey())) {
            different(
                    "primary key " + expected.name(),
                    expected.primaryKey().toString(),
                    live.primaryKey().toString());
        }
        parts(
                "index " + prefix,
                expected.indexes(),
                withoutImplied(expected, live),
                Index::describe,
                (wanted, found) -> {
                    if (!wanted.equals(found)) {
                        different("index " + prefix + wanted.name(), wanted.describe(), found.describe());
                    }
                });
        parts(
                "foreign key " + prefix,
                expected.foreignKeys(),
                live.foreignKeys(),
                ForeignKey::describe,
                (wanted, found) -> {
                    if (!wanted.equals(found)) {
                        different("foreign key " + prefix + wanted.name(), wanted.describe(), found.describe());
                    }
                });
        collation(expected, live);
        live.traits().forEach(trait -> differences.add(trait.difference(live.name())));
    }

    /** A column that is told nothing else has the collation of its table; a table that is told nothing, the database's. */
    private static Column withDefaultCollation(Column wanted, Column found, Table expected, Table live) {
        return wanted.collation() != null || found.collation() == null
                ? wanted
                : wanted.withCollation(expected.collation() == null ? live.collation() : expected.collation());
    }

    private void collation(Table expected, Table live) {
        String wanted = expected.collation();
        if (wanted != null && live.collation() != null && !wanted.equals(live.collation())) {
            different("table " + expected.name(), "collation " + wanted, "collation " + live.collation());
        }
    }

    /** MariaDB gives a foreign key an index of the same name where it finds none that serves; nobody asked for it. */
    private static Map<String, Index> withoutImplied(Table expected, Table live) {
        Map<String, Index> indexes = new LinkedHashMap<>(live.indexes());
        indexes.values()
                .removeIf(index -> expected.index(index.name()).isEmpty()
                        && expected.foreignKey(index.name())
                                .filter(key -> key.columns().equals(index.columns()) && !index.unique())
                                .isPresent());
        return indexes;
    }

    private interface Both<V> {
        void compare(V expected, V live);
    }

    private <V> void parts(
            String prefix, Map<String, V> expected, Map<String, V> live, Function<V, String> describe, Both<V> both) {
        expected.forEach((name, wanted) -> {
            V found = live.get(name);
            if (found == null) {
                differences.add(Difference.missing(prefix + name, describe.apply(wanted)));
            } else {
                both.compare(wanted, found);
            }
        });
        live.forEach((name, found) -> {
            if (!expected.containsKey(name)) {
                differences.add(Difference.unexpected(prefix + name, describe.apply(found)));
            }
        });
    }

    private void different(String object, String expected, String found) {
        differences.add(Difference.different(object, expected, found));
    }
}
