package dev.dbsync.agent.schema;

import dev.dbsync.agent.schema.SchemaChange.AddColumn;
import dev.dbsync.agent.schema.SchemaChange.AddForeignKey;
import dev.dbsync.agent.schema.SchemaChange.ConvertTable;
import dev.dbsync.agent.schema.SchemaChange.CreateIndex;
import dev.dbsync.agent.schema.SchemaChange.CreateTable;
import dev.dbsync.agent.schema.SchemaChange.DropColumn;
import dev.dbsync.agent.schema.SchemaChange.DropForeignKey;
import dev.dbsync.agent.schema.SchemaChange.DropIndex;
import dev.dbsync.agent.schema.SchemaChange.DropTable;
import dev.dbsync.agent.schema.SchemaChange.ModifyColumn;
import dev.dbsync.agent.schema.SchemaChange.Raw;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which changes of one step were made already: absent means outstanding, there and equal means done, there but
 * different is a conflict. Pure.
 *
 * <p>A step that was cut off has made its first changes and not its last, so what lies in the schema is what one of them
 * made, or what a later one made of that: a table that the step creates and then converts may be found converted. And what
 * a step drops and creates anew is told by which of the two it equals. Once a change is outstanding, later ones on what it
 * makes are outstanding too, whatever the schema shows now.
 */
public final class Convergence {
    private final List<SchemaChange> changes;
    private final Schema live;
    private final Set<String> comingTables = new HashSet<>();
    private final Set<String> comingColumns = new HashSet<>();
    private final Set<String> goingIndexes = new HashSet<>();

    private Convergence(List<SchemaChange> changes, Schema live) {
        this.changes = changes;
        this.live = live;
    }

    /**
     * Where each change of a step stands, in their order.
     *
     * @param changes all changes of the step
     * @param live the schema as it is
     */
    public static List<Standing> of(List<SchemaChange> changes, Schema live) {
        return new Convergence(List.copyOf(changes), live).standings();
    }

    private List<Standing> standings() {
        List<Standing> standings = new ArrayList<>();
        for (int place = 0; place < changes.size(); place++) {
            standings.add(changes.get(place).accept(new Case(changes.subList(place + 1, changes.size()))));
        }
        return standings;
    }

    /** The later changes are what the schema may show already. */
    private final class Case implements SchemaChange.Visitor<Standing> {
        private final List<SchemaChange> later;

        private Case(List<SchemaChange> later) {
            this.later = later;
        }

        @Override
        public Standing createTable(CreateTable change) {
            String name = change.table().name();
            Optional<Table> found = live.table(name);
            if (found.isEmpty() || comingTables.contains(name)) {
                comingTables.add(name);
                return Standing.OUTSTANDING;
            }
            return conflictOrDone(new TableComparison(change.table(), found.get(), later).firstDifference());
        }

        /**
         * A table that is dropped and created anew counts as done only when it is all that the step makes of it: short of
         * that it may well be the old one, and dropping a new one again loses nothing, since nothing is recorded yet.
         */
        @Override
        public Standing dropTable(DropTable change) {
            Optional<Table> found = live.table(change.table());
            Optional<Table> recreated =
                    Evolution.after(Schema.of(List.of()), later).table(change.table());
            boolean done = found.isEmpty()
                    || recreated
                            .filter(table -> new TableComparison(table, found.get(), List.of())
                                    .firstDifference()
                                    .isEmpty())
                            .isPresent();
            if (!done) {
                comingTables.add(change.table());
            }
            return done ? Standing.DONE : Standing.OUTSTANDING;
        }

        @Override
        public Standing addColumn(AddColumn change) {
            return onTable(change.table(), change, table -> {
                Optional<Column> found = table.column(change.column().name());
                if (found.isEmpty()) {
                    comingColumns.add(change.object());
                    return Standing.OUTSTANDING;
                }
                return new ColumnComparison(change.table(), change.column(), later).accepts(found.get())
                        ? Standing.DONE
                        : different(
                                change, change.column().describe(), found.get().describe());
            });
        }

        @Override
        public Standing dropColumn(DropColumn change) {
            return onTable(
                    change.table(),
                    change,
                    table -> table.column(change.column()).isEmpty() ? Standing.DONE : Standing.OUTSTANDING);
        }

        @Override
        public Standing modifyColumn(ModifyColumn change) {
            return onTable(change.table(), change, table -> {
                Optional<Column> found = table.column(change.column());
                if (comingColumns.contains(change.object())) {
                    return Standing.OUTSTANDING;
                }
                return found.map(column -> isModified(column, change) ? Standing.DONE : Standing.OUTSTANDING)
                        .orElseGet(() -> missing(change, change.type()));
            });
        }

        @Override
        public Standing createIndex(CreateIndex change) {
            return onTable(change.table(), change, table -> {
                Optional<Index> found = table.index(change.index().name());
                if (found.isEmpty() || goingIndexes.contains(change.object())) {
                    return Standing.OUTSTANDING;
                }
                return found.get().equals(change.index())
                        ? Standing.DONE
                        : different(
                                change, change.index().describe(), found.get().describe());
            });
        }

        @Override
        public Standing dropIndex(DropIndex change) {
            return onTable(change.table(), change, table -> {
                Optional<Index> found = table.index(change.index());
                boolean recreated = later(CreateIndex.class)
                        .anyMatch(create -> create.table().equals(change.table())
                                && Optional.of(create.index()).equals(found));
                if (found.isEmpty() || recreated) {
                    return Standing.DONE;
                }
                goingIndexes.add(change.object());
                return Standing.OUTSTANDING;
            });
        }

        @Override
        public Standing addForeignKey(AddForeignKey change) {
            return onTable(change.table(), change, table -> {
                Optional<ForeignKey> found = table.foreignKey(change.key().name());
                if (found.isEmpty()) {
                    return Standing.OUTSTANDING;
                }
                return found.get().equals(change.key())
                        ? Standing.DONE
                        : different(change, change.key().describe(), found.get().describe());
            });
        }

        @Override
        public Standing dropForeignKey(DropForeignKey change) {
            return onTable(
                    change.table(),
                    change,
                    table -> table.foreignKey(change.key()).isEmpty() ? Standing.DONE : Standing.OUTSTANDING);
        }

        @Override
        public Standing convertTable(ConvertTable change) {
            return onTable(
                    change.table(),
                    change,
                    table -> change.collation().equals(table.collation()) ? Standing.DONE : Standing.OUTSTANDING);
        }

        /** The schema cannot tell; the catalogue's own query is asked when the statement's turn comes. */
        @Override
        public Standing raw(Raw change) {
            return Standing.OUTSTANDING;
        }

        private <C extends SchemaChange> Stream<C> later(Class<C> kind) {
            return later.stream().filter(kind::isInstance).map(kind::cast);
        }
    }

    private interface OnTable {
        Standing standing(Table table);
    }

    private Standing onTable(String name, SchemaChange change, OnTable onTable) {
        if (comingTables.contains(name)) {
            return Standing.OUTSTANDING;
        }
        return live.table(name).map(onTable::standing).orElseGet(() -> missing(change, "table " + name));
    }

    private static boolean isModified(Column column, ModifyColumn change) {
        return column.type().equals(change.type())
                && (change.collation() == null || Objects.equals(change.collation(), column.collation()));
    }

    private static Standing conflictOrDone(Optional<Difference> difference) {
        return difference.<Standing>map(Standing.Conflict::new).orElse(Standing.DONE);
    }

    private static Standing missing(SchemaChange change, String expected) {
        return new Standing.Conflict(Difference.missing(change.object(), expected));
    }

    private static Standing different(SchemaChange change, String expected, @Nullable String found) {
        return new Standing.Conflict(Difference.different(change.object(), expected, String.valueOf(found)));
    }
}
