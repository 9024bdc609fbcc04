package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.schema.Column;
import dev.dbsync.agent.schema.ForeignKey;
import dev.dbsync.agent.schema.Index;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing done to a schema that should be noticed.
 *
 * @param object the one object that it changes
 * @param statements what does it
 */
record Mutation(String object, List<String> statements) {

    /** What can be done to a table. Not each fits each table. */
    private interface Kind {
        Optional<Mutation> on(Table table);
    }

    /** One mutation for each table, the kinds taking turns. */
    static List<Mutation> of(Engine engine, Schema schema) {
        Mutations mutations = new Mutations(engine, schema);
        List<Kind> kinds = List.of(
                mutations::droppedColumn,
                mutations::addedColumn,
                mutations::widenedColumn,
                mutations::columnOfAnotherType,
                mutations::columnThatMustNotBeNull,
                mutations::lostIndex,
                mutations::addedIndex,
                mutations::indexOverAnotherColumn,
                mutations::lostForeignKey,
                mutations::columnWithADefault,
                mutations::columnOfAnotherCollation,
                mutations::trigger,
                mutations::keptOtherwise,
                mutations::inOlderRows,
                mutations::inParts,
                mutations::indexOfAFunction);
        List<Mutation> all = new ArrayList<>();
        int turn = 0;
        for (Table table : schema.tables().values()) {
            int first = turn++;
            Stream.concat(kinds.stream(), kinds.stream())
                    .skip(first % kinds.size())
                    .flatMap(kind -> kind.on(table).stream())
                    .findFirst()
                    .ifPresent(all::add);
        }
        all.add(new Mutation("table stranger", List.of("create table stranger (id integer)")));
        return all;
    }

    private record Mutations(Engine engine, Schema schema) {
        Optional<Mutation> droppedColumn(Table table) {
            return free(table).map(column -> column(table, column, "drop column " + column.name()));
        }

        Optional<Mutation> addedColumn(Table table) {
            return Optional.of(new Mutation(
                    "column " + table.name() + ".stranger",
                    List.of("alter table " + table.name() + " add column stranger integer")));
        }

        Optional<Mutation> widenedColumn(Table table) {
            return text(table).map(column -> column(table, column, retype(column, "varchar(300)")));
        }

        Optional<Mutation> columnOfAnotherType(Table table) {
            return text(table).map(column -> column(table, column, retype(column, "text")));
        }

        Optional<Mutation> columnThatMustNotBeNull(Table table) {
            String change =
                    switch (engine) {
                        case POSTGRESQL, H2 -> "alter column %s set not null";
                        case MARIADB -> "modify %s varchar(255) not null";
                    };
            return text(table).map(column -> column(table, column, change.formatted(column.name())));
        }

        Optional<Mutation> columnWithADefault(Table table) {
            return text(table)
                    .map(column -> column(table, column, "alter column " + column.name() + " set default 'x'"));
        }

        Optional<Mutation> columnOfAnotherCollation(Table table) {
            return engine == Engine.MARIADB && table.collation() != null
                    ? text(table)
                            .filter(column -> !table.name().startsWith("shadow_"))
                            .map(column -> column(
                                    table,
                                    column,
                                    "modify " + column.name() + " varchar(255) character set utf8 collate utf8_bin"))
                    : Optional.empty();
        }

        Optional<Mutation> trigger(Table table) {
            String create = "create trigger watch before delete on " + table.name() + " for each row ";
            Optional<List<String>> statements =
                    switch (engine) {
                        case POSTGRESQL ->
                            Optional.of(List.of(
                                    "create or replace function watch() returns trigger language plpgsql as"
                                            + " 'begin return old; end'",
                                    create + "execute function watch()"));
                        case MARIADB ->
                            Optional.of(List.of(create.replace("watch", "watch_" + table.name()) + "set @seen = 1"));
                        case H2 -> Optional.empty();
                    };
            String name = engine == Engine.MARIADB ? "watch_" + table.name() : "watch";
            return statements.map(sent -> new Mutation("trigger " + table.name() + "." + name, sent));
        }

        /** No crash-safe, that is. */
        Optional<Mutation> keptOtherwise(Table table) {
            return loose(table).flatMap(free -> whole(free, "engine = MyISAM", "set unlogged"));
        }

        Optional<Mutation> inOlderRows(Table table) {
            return loose(table).flatMap(free -> whole(free, "row_format = compact", "enable row level security"));
        }

        Optional<Mutation> inParts(Table table) {
            return loose(table)
                    .filter(free ->
                            free.indexes().isEmpty() && free.primaryKey().equals(List.of("id")))
                    .flatMap(free -> whole(free, "partition by hash (id) partitions 2", null));
        }

        Optional<Mutation> indexOfAFunction(Table table) {
            return text(table)
                    .filter(column -> engine == Engine.POSTGRESQL)
                    .map(column -> new Mutation(
                            "index " + table.name() + ".stranger_" + table.name(),
                            List.of("create index stranger_" + table.name() + " on " + table.name() + " (lower("
                                    + column.name() + "))")));
        }

        /** One that no foreign key holds to another. */
        private static Optional<Table> loose(Table table) {
            return Optional.of(table).filter(candidate -> candidate.name().startsWith("shadow_"));
        }

        private Optional<Mutation> whole(Table table, String onMariaDb, @Nullable String onPostgres) {
            String change =
                    switch (engine) {
                        case MARIADB -> onMariaDb;
                        case POSTGRESQL -> onPostgres;
                        case H2 -> null;
                    };
            return Optional.ofNullable(change)
                    .map(sent ->
                            new Mutation("table " + table.name(), List.of("alter table " + table.name() + " " + sent)));
        }

        Optional<Mutation> lostIndex(Table table) {
            return plainIndex(table).map(index -> index(table, index, List.of(drop(table, index))));
        }

        Optional<Mutation> addedIndex(Table table) {
            return free(table)
                    .filter(column -> column.type().contains("int"))
                    .map(column -> new Mutation(
                            "index " + table.name() + ".stranger_" + table.name(),
                            List.of("create index stranger_" + table.name() + " on " + table.name() + " ("
                                    + column.name() + ")")));
        }

        Optional<Mutation> indexOverAnotherColumn(Table table) {
            return plainIndex(table).flatMap(index -> free(table)
                    .filter(column -> column.type().contains("int"))
                    .map(column -> index(
                            table,
                            index,
                            List.of(
                                    drop(table, index),
                                    "create index " + index.name() + " on " + table.name() + " (" + column.name()
                                            + ")"))));
        }

        Optional<Mutation> lostForeignKey(Table table) {
            String change = engine == Engine.MARIADB ? "drop foreign key " : "drop constraint ";
            return table.foreignKeys().values().stream()
                    .findFirst()
                    .map(key -> new Mutation(
                            "foreign key " + table.name() + "." + key.name(),
                            List.of("alter table " + table.name() + " " + change + key.name())));
        }

        private Mutation column(Table table, Column column, String change) {
            return new Mutation(
                    "column " + table.name() + "." + column.name(),
                    List.of("alter table " + table.name() + " " + change));
        }

        private Mutation index(Table table, Index index, List<String> statements) {
            return new Mutation("index " + table.name() + "." + index.name(), statements);
        }

        private String retype(Column column, String type) {
            return switch (engine) {
                case POSTGRESQL -> "alter column " + column.name() + " type " + type;
                case MARIADB -> "modify " + column.name() + " " + type;
                case H2 -> "alter column " + column.name() + " " + type;
            };
        }

        private String drop(Table table, Index index) {
            return "drop index " + index.name() + (engine == Engine.MARIADB ? " on " + table.name() : "");
        }

        private Optional<Column> text(Table table) {
            return columns(table)
                    .filter(column -> column.type().contains("(255)") && column.nullable())
                    .findFirst();
        }

        private Optional<Column> free(Table table) {
            return columns(table).filter(Column::nullable).findFirst();
        }

        /** Columns that no key needs, with names that need no quotes. */
        private Stream<Column> columns(Table table) {
            Set<String> needed = new TreeSet<>(table.primaryKey());
            table.indexes().values().forEach(index -> index.columns()
                    .forEach(name -> needed.add(name.replaceAll("\\(.*", ""))));
            table.foreignKeys().values().stream().map(ForeignKey::columns).forEach(needed::addAll);
            return table.columns().values().stream()
                    .filter(column -> !needed.contains(column.name()))
                    .filter(column -> !Set.of("key", "value", "binary", "user").contains(column.name()));
        }

        /** An index that no foreign key rests on. */
        private static Optional<Index> plainIndex(Table table) {
            return table.indexes().values().stream()
                    .filter(index -> !index.unique())
                    .filter(index -> table.foreignKeys().values().stream()
                            .noneMatch(key ->
                                    key.columns().get(0).equals(index.columns().get(0))))
                    .findFirst();
        }
    }
}
