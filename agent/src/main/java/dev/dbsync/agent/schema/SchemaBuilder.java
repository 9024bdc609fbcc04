package dev.dbsync.agent.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers a schema from rows, as a database's own catalogue tables give them. Not thread-safe. */
public final class SchemaBuilder {
    private final Map<String, Draft> drafts = new TreeMap<>();
    private final Map<String, String> others = new TreeMap<>();
    private final List<Surroundings.Dependent> dependents = new ArrayList<>();
    private @Nullable String collation;

    private static final class Draft {
        private final @Nullable String collation;
        private final List<Column> columns = new ArrayList<>();
        private final List<String> primaryKey = new ArrayList<>();
        private final Map<String, Boolean> unique = new LinkedHashMap<>();
        private final Map<String, List<String>> indexColumns = new LinkedHashMap<>();
        private final Map<String, ForeignKey> foreignKeys = new LinkedHashMap<>();
        private final List<Trait> traits = new ArrayList<>();

        private Draft(@Nullable String collation) {
            this.collation = collation;
        }

        private Table toTable(String name) {
            List<Index> indexes = new ArrayList<>();
            unique.forEach((index, isUnique) ->
                    indexes.add(new Index(index, isUnique, indexColumns.getOrDefault(index, List.of()))));
            return Table.of(name, columns, primaryKey, indexes, List.copyOf(foreignKeys.values()), collation)
                    .withTraits(traits);
        }
    }

    /** Begins a table. Whatever is told of a table that was not begun is left out. */
    public void table(String name, @Nullable String collation) {
        drafts.put(name, new Draft(collation));
    }

    public void column(String table, Column column) {
        Draft draft = drafts.get(table);
        if (draft != null) {
            draft.columns.add(column);
        }
    }

    public void primaryKeyColumn(String table, String column) {
        Draft draft = drafts.get(table);
        if (draft != null) {
            draft.primaryKey.add(column);
        }
    }

    public void indexColumn(String table, String index, boolean unique, String column) {
        Draft draft = drafts.get(table);
        if (draft != null) {
            draft.unique.put(index, unique);
            draft.indexColumns.computeIfAbsent(index, key -> new ArrayList<>()).add(column);
        }
    }

    public void foreignKeyColumn(
            String table, String key, String column, String referencedTable, String referencedColumn) {
        Draft draft = drafts.get(table);
        if (draft != null) {
            draft.foreignKeys.merge(
                    key,
                    new ForeignKey(key, List.of(column), referencedTable, List.of(referencedColumn)),
                    SchemaBuilder::joined);
        }
    }

    /** As {@link Trait} has it, with the kind's name in small letters. */
    public void trait(String table, String kind, String name) {
        Draft draft = drafts.get(table);
        if (draft != null) {
            draft.traits.add(Trait.of(kind, name));
        }
    }

    /** Something else that has a name: {@code a view}. */
    public void other(String name, String what) {
        others.put(name, what);
    }

    public void dependent(String table, @Nullable String column, String what) {
        dependents.add(new Surroundings.Dependent(table, column, what));
    }

    /** The collation of a new table that names none. */
    public void collation(@Nullable String ofDatabase) {
        collation = ofDatabase;
    }

    private static ForeignKey joined(ForeignKey first, ForeignKey next) {
        return new ForeignKey(
                first.name(),
                joined(first.columns(), next.columns()),
                first.referencedTable(),
                joined(first.referencedColumns(), next.referencedColumns()));
    }

    private static List<String> joined(List<String> first, List<String> next) {
        List<String> all = new ArrayList<>(first);
        all.addAll(next);
        return all;
    }

    /** The schema gathered so far. */
    public Schema build() {
        TreeMap<String, Table> tables = new TreeMap<>();
        drafts.forEach((name, draft) -> tables.put(name, draft.toTable(name)));
        return new Schema(tables, new Surroundings(others, dependents, collation));
    }
}
