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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a step does with one part of a table: a column, an index, a foreign key, or the table's collation. The part as it
 * is found shows how many of its changes were made. Its kinds share most of their rules, so this is long.
 */
final class PartCourse {
    /** All changes to the table's parts. */
    private final List<SchemaChange> changes;
    /** Places of this part's own among them. */
    private final List<Integer> places;

    private final Table found;

    private PartCourse(List<SchemaChange> changes, List<Integer> places, Table found) {
        this.changes = changes;
        this.places = places;
        this.found = found;
    }

    /**
     * Where changes to parts of one table stand.
     *
     * @param changes the changes, none of which creates or drops the table
     * @param found the table as it is
     */
    static List<ChangeState> standings(List<SchemaChange> changes, Table found) {
        Map<String, List<Integer>> parts = new LinkedHashMap<>();
        for (int place = 0; place < changes.size(); place++) {
            parts.computeIfAbsent(changes.get(place).object(), key -> new ArrayList<>())
                    .add(place);
        }
        List<ChangeState> standings = new ArrayList<>(Collections.nCopies(changes.size(), ChangeState.OUTSTANDING));
        parts.values().forEach(places -> new PartCourse(changes, places, found).tell(standings));
        conversionsAgain(changes, standings);
        return standings;
    }

    /**
     * A conversion reaches into every column. It has to come once more after a column that is yet to be made, and a column
     * has to be modified once more after a conversion that is yet to come, whatever either looks like now.
     */
    private static void conversionsAgain(List<SchemaChange> changes, List<ChangeState> standings) {
        boolean columnsToCome = false;
        boolean conversionToCome = false;
        for (int place = 0; place < changes.size(); place++) {
            SchemaChange change = changes.get(place);
            boolean again = (change instanceof ConvertTable && columnsToCome)
                    || (change instanceof ModifyColumn && conversionToCome);
            if (again && standings.get(place).equals(ChangeState.DONE)) {
                standings.set(place, ChangeState.OUTSTANDING);
            }
            if (standings.get(place).equals(ChangeState.OUTSTANDING)) {
                columnsToCome |= change instanceof AddColumn || change instanceof ModifyColumn;
                conversionToCome |= change instanceof ConvertTable;
            }
        }
    }

    private void tell(List<ChangeState> standings) {
        OptionalInt reached = reached();
        if (reached.isEmpty()) {
            standings.set(places.get(0), new ChangeState.Conflict(contradiction()));
            return;
        }
        places.subList(0, reached.getAsInt()).forEach(place -> standings.set(place, ChangeState.DONE));
    }

    /**
     * How many changes were made; empty where the part looks like after none of them. Where two numbers fit, a part that
     * is not there has the smaller, so that one that only serves the step is made once more; one that is there the larger,
     * so that what it holds is not dropped twice.
     */
    private OptionalInt reached() {
        IntStream fitting = IntStream.rangeClosed(0, places.size()).filter(this::looksLikeAfter);
        return seen().isPresent() ? fitting.max() : fitting.min();
    }

    private boolean looksLikeAfter(int made) {
        return made == 0
                ? seen().isEmpty() == adds(change(0))
                : change(made - 1).accept(new IsMade(made - 1));
    }

    /** What adds wants nothing there; what drops, modifies or converts wants something. */
    private static boolean adds(SchemaChange change) {
        return change instanceof AddColumn || change instanceof CreateIndex || change instanceof AddForeignKey;
    }

    private Optional<String> seen() {
        return change(0).accept(new Seen());
    }

    private Difference contradiction() {
        String object = change(0).object();
        String wanted = change(0).accept(new Wanted());
        return seen().map(seen -> Difference.different(object, wanted, seen))
                .orElseGet(() -> Difference.missing(object, wanted));
    }

    private SchemaChange change(int step) {
        return changes.get(places.get(step));
    }

    /** The part as it is found; empty where it is not there. */
    private final class Seen extends PartVisitor<Optional<String>> {
        @Override
        Optional<String> column(String name) {
            return found.column(name).map(Column::describe);
        }

        @Override
        Optional<String> index(String name) {
            return found.index(name).map(Index::describe);
        }

        @Override
        Optional<String> foreignKey(String name) {
            return found.foreignKey(name).map(ForeignKey::describe);
        }

        @Override
        public Optional<String> convertTable(ConvertTable change) {
            return Optional.of(String.valueOf(found.collation()));
        }
    }

    /** Whether the part looks as a change of this course leaves it. */
    private final class IsMade implements SchemaChange.Visitor<Boolean> {
        private final int step;

        private IsMade(int step) {
            this.step = step;
        }

        @Override
        public Boolean addColumn(AddColumn change) {
            return found.column(change.column().name())
                    .filter(column -> same(change.column(), column))
                    .isPresent();
        }

        @Override
        public Boolean dropColumn(DropColumn change) {
            return found.column(change.column()).isEmpty();
        }

        @Override
        public Boolean modifyColumn(ModifyColumn change) {
            return found.column(change.column())
                    .filter(column -> same(expected(column), column))
                    .isPresent();
        }

        /** What the step says of the column; where it leaves something open, what is found is right. */
        private Column expected(Column column) {
            Column expected = column;
            for (int place = 0; place <= step; place++) {
                if (change(place) instanceof AddColumn addition) {
                    expected = addition.column();
                } else if (change(place) instanceof ModifyColumn modification) {
                    expected = Evolution.modified(expected, modification);
                }
            }
            return expected;
        }

        /** A conversion sets the collation of every column, so with one to come, a column's own tells nothing. */
        private boolean same(Column expected, Column column) {
            return later().anyMatch(ConvertTable.class::isInstance)
                    ? expected.withCollation(null).matches(column)
                    : expected.matches(column);
        }

        private Stream<SchemaChange> later() {
            return changes.stream().skip(places.get(step) + 1L);
        }

        @Override
        public Boolean createIndex(CreateIndex change) {
            return found.index(change.index().name()).equals(Optional.of(change.index()));
        }

        @Override
        public Boolean dropIndex(DropIndex change) {
            return found.index(change.index()).isEmpty();
        }

        @Override
        public Boolean addForeignKey(AddForeignKey change) {
            return found.foreignKey(change.key().name()).equals(Optional.of(change.key()));
        }

        @Override
        public Boolean dropForeignKey(DropForeignKey change) {
            return found.foreignKey(change.key()).isEmpty();
        }

        /** A table may have the collation already where some of its columns have not. */
        @Override
        public Boolean convertTable(ConvertTable change) {
            return change.collation().equals(found.collation())
                    && found.columns().values().stream()
                            .filter(column -> column.collation() != null && !isChangedLater(column))
                            .allMatch(column -> change.collation().equals(column.collation()));
        }

        private static boolean setsCollation(SchemaChange change) {
            return change instanceof AddColumn
                    || (change instanceof ModifyColumn modification && modification.collation() != null);
        }

        private boolean isChangedLater(Column column) {
            String object = "column " + found.name() + "." + column.name();
            return later().filter(change -> change.object().equals(object)).anyMatch(IsMade::setsCollation);
        }

        @Override
        public Boolean createTable(CreateTable change) {
            throw PartVisitor.notAPart(change);
        }

        @Override
        public Boolean dropTable(DropTable change) {
            throw PartVisitor.notAPart(change);
        }

        @Override
        public Boolean raw(Raw change) {
            throw PartVisitor.notAPart(change);
        }
    }

    /** What the first change makes, or needs to be there. */
    private static final class Wanted extends PartVisitor<String> {
        @Override
        String column(String name) {
            return "a column";
        }

        @Override
        String index(String name) {
            return "an index";
        }

        @Override
        String foreignKey(String name) {
            return "a foreign key";
        }

        @Override
        public String addColumn(AddColumn change) {
            return change.column().describe();
        }

        @Override
        public String modifyColumn(ModifyColumn change) {
            return change.type();
        }

        @Override
        public String createIndex(CreateIndex change) {
            return change.index().describe();
        }

        @Override
        public String addForeignKey(AddForeignKey change) {
            return change.key().describe();
        }

        @Override
        public String convertTable(ConvertTable change) {
            return change.collation();
        }
    }
}
