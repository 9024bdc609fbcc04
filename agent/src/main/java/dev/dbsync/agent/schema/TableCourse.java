package dev.dbsync.agent.schema;

import dev.dbsync.agent.schema.SchemaChange.CreateTable;
import dev.dbsync.agent.schema.SchemaChange.DropTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a step does with one table. Creating and dropping it divide the course into lives:
 *
 * <pre>
 *   drop index │ drop table │ create table, create index, add column
 *    a table   │  no table  │            another table
 * </pre>
 *
 * <p>The table as it is found belongs to one of them. All before that is done, all after it is outstanding.
 */
final class TableCourse {
    private final String name;
    private final Optional<Table> found;
    private final List<Life> lives;

    TableCourse(String name, List<SchemaChange> changes, Optional<Table> found) {
        this.name = name;
        this.found = found;
        this.lives = lives(changes);
    }

    /**
     * A part of the course in which the table is there, or is not.
     *
     * @param opening what began it; null for what was there before the step
     * @param changes the changes to the table's parts, in order
     * @param exists whether there is a table in it
     */
    private record Life(@Nullable SchemaChange opening, List<SchemaChange> changes, boolean exists) {
        int size() {
            return changes.size() + (opening == null ? 0 : 1);
        }
    }

    private static List<Life> lives(List<SchemaChange> changes) {
        List<Life> lives = new ArrayList<>();
        SchemaChange opening = null;
        List<SchemaChange> current = new ArrayList<>();
        for (SchemaChange change : changes) {
            if (change instanceof CreateTable || change instanceof DropTable) {
                lives.add(new Life(opening, current, existsIn(opening, change)));
                opening = change;
                current = new ArrayList<>();
            } else {
                current.add(change);
            }
        }
        lives.add(new Life(opening, current, existsIn(opening, null)));
        return lives;
    }

    /** Before the step's first word on it, a table is there unless that word creates it. */
    private static boolean existsIn(@Nullable SchemaChange opening, @Nullable SchemaChange next) {
        return opening == null ? !(next instanceof CreateTable) : opening instanceof CreateTable;
    }

    List<ChangeState> standings() {
        int reached = reached();
        List<ChangeState> standings = new ArrayList<>();
        for (int life = 0; life < lives.size(); life++) {
            standings.addAll(
                    life == reached
                            ? standingsIn(lives.get(life))
                            : Collections.nCopies(
                                    lives.get(life).size(),
                                    life < reached ? ChangeState.DONE : ChangeState.OUTSTANDING));
        }
        return standings;
    }

    /**
     * Which life the table as found belongs to. Where two fit, one that has no table is taken for the first, so that a
     * table that only serves the step is made once more; one that has a table for the last, so that none is dropped twice.
     */
    private int reached() {
        if (found.isEmpty()) {
            return places(life -> !life.exists()).findFirst().orElse(0);
        }
        Table table = found.get();
        return last(life -> life.exists() && isPossible(life, table) && isLikely(life, table))
                .orElseGet(() -> last(life -> life.exists() && isPossible(life, table))
                        .orElseGet(() -> places(Life::exists).findFirst().orElse(0)));
    }

    private interface Which {
        boolean test(Life life);
    }

    private OptionalInt last(Which which) {
        return places(which).reduce((first, second) -> second);
    }

    private IntStream places(Which which) {
        return IntStream.range(0, lives.size()).filter(place -> which.test(lives.get(place)));
    }

    private static boolean isPossible(Life life, Table table) {
        boolean isAnother = life.opening() instanceof CreateTable creation
                && comparison(creation, life, table).isPresent();
        return !isAnother && parts(life, table).stream().noneMatch(ChangeState.Conflict.class::isInstance);
    }

    /**
     * A table that was dropped and created anew may look much like the old one. It is taken for the new one only if the
     * changes that follow its creation were made from the first on, with none left out.
     */
    private static boolean isLikely(Life life, Table table) {
        return life.opening() == null
                || parts(life, table).stream()
                        .dropWhile(ChangeState.DONE::equals)
                        .allMatch(ChangeState.OUTSTANDING::equals);
    }

    private List<ChangeState> standingsIn(Life life) {
        Stream<ChangeState> opening = Stream.ofNullable(life.opening()).map(change -> standing(change, life));
        return Stream.concat(opening, partsOrMissing(life).stream()).toList();
    }

    private ChangeState standing(SchemaChange opening, Life life) {
        return found.filter(table -> opening instanceof CreateTable)
                .flatMap(table -> comparison((CreateTable) opening, life, table))
                .<ChangeState>map(ChangeState.Conflict::new)
                .orElse(ChangeState.DONE);
    }

    private List<ChangeState> partsOrMissing(Life life) {
        return found.map(table -> parts(life, table)).orElseGet(() -> life.changes().stream()
                .map(change -> Difference.missing("table " + name, "the table of " + change.object()))
                .<ChangeState>map(ChangeState.Conflict::new)
                .toList());
    }

    private static List<ChangeState> parts(Life life, Table table) {
        return PartCourse.standings(life.changes(), table);
    }

    private static Optional<Difference> comparison(CreateTable creation, Life life, Table table) {
        return new TableComparison(creation.table(), table, life.changes()).firstDifference();
    }
}
