package dev.dbsync.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.schema.RandomChanges.Case;
import dev.dbsync.agent.schema.SchemaChange.AddColumn;
import dev.dbsync.agent.schema.SchemaChange.AddForeignKey;
import dev.dbsync.agent.schema.SchemaChange.CreateIndex;
import dev.dbsync.agent.schema.SchemaChange.CreateTable;
import dev.dbsync.agent.schema.SchemaChange.DropTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every step, wherever it was interrupted. */
class ConvergencePropertiesTest {
    private static final int CASES = 2_000;

    /** In groups: a seed that fails is named by the message. */
    static Stream<List<Integer>> seeds() {
        return IntStream.range(0, 20).mapToObj(group -> IntStream.range(group * CASES / 20, (group + 1) * CASES / 20)
                .boxed()
                .toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStepThatWasCutOffAnywhereIsFinished(List<Integer> seeds) {
        for (int seed : seeds) {
            Case step = RandomChanges.ofSeed(seed);
            for (int cut = 0; cut <= step.changes().size(); cut++) {
                finishes(seed, step, cut);
            }
        }
    }

    private static void finishes(int seed, Case step, int cut) {
        Schema live = step.cutOffAfter(cut);
        String label = "seed " + seed + ", cut off after " + cut + " of " + step.changes();
        List<ChangeState> standings = Convergence.of(step.changes(), live);
        assertThat(standings).as(label).doesNotHaveAnyElementsOfTypes(ChangeState.Conflict.class);
        for (int place = 0; place < standings.size(); place++) {
            if (standings.get(place).equals(ChangeState.OUTSTANDING)) {
                SchemaChange change = step.changes().get(place);
                assertThat(Possible.is(live, change)).as(label + ": " + change).isTrue();
                live = Evolution.after(live, change);
            }
        }
        assertThat(live).as(label).isEqualTo(step.cutOffAfter(step.changes().size()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsDoneTwiceNorLeftOutWhereTheSchemaTellsWhatWasDone(List<Integer> seeds) {
        seeds.stream()
                .map(RandomChanges::ofSeed)
                .filter(ConvergencePropertiesTest::tellsWhatWasDone)
                .forEach(ConvergencePropertiesTest::isExact);
    }

    private static void isExact(Case step) {
        for (int cut = 0; cut <= step.changes().size(); cut++) {
            List<ChangeState> standings = Convergence.of(step.changes(), step.cutOffAfter(cut));
            for (int place = 0; place < standings.size(); place++) {
                assertThat(standings.get(place))
                        .as("%s cut off after %d, at %d", step, cut, place)
                        .isEqualTo(place < cut ? ChangeState.DONE : ChangeState.OUTSTANDING);
            }
        }
    }

    @Test
    void enoughOfTheCasesTellWhatWasDone() {
        assertThat(IntStream.range(0, CASES).mapToObj(RandomChanges::ofSeed).filter(step -> tellsWhatWasDone(step)))
                .hasSizeGreaterThan(CASES / 4);
    }

    /** No part ever looks as it has looked before, and no table has more than one life that the step gives or takes. */
    private static boolean tellsWhatWasDone(Case step) {
        return step.changes().stream().noneMatch(change -> isConvertedAmongColumnChanges(step, change))
                && step.changes().stream()
                        .map(SchemaChange::object)
                        .distinct()
                        .allMatch(object -> neverRepeats(step, object))
                && step.start().tables().keySet().stream().allMatch(table -> lives(step, table) <= 1);
    }

    /** What a column's change makes up for, a conversion before it need not have done. */
    private static boolean isConvertedAmongColumnChanges(Case step, SchemaChange change) {
        return change instanceof SchemaChange.ConvertTable
                && step.changes().stream()
                        .filter(other -> other.tableName().equals(change.tableName()))
                        .anyMatch(other -> other.object().startsWith("column"));
    }

    private static boolean neverRepeats(Case step, String object) {
        List<Object> looks = new ArrayList<>(List.of(look(step.start(), object)));
        for (int made = 1; made <= step.changes().size(); made++) {
            if (step.changes().get(made - 1).object().equals(object)) {
                looks.add(look(step.cutOffAfter(made), object));
            }
        }
        return new HashSet<>(looks).size() == looks.size();
    }

    private static long lives(Case step, String table) {
        return step.changes().stream()
                .filter(change -> change instanceof CreateTable || change instanceof DropTable)
                .filter(change -> change.tableName().equals(Optional.of(table)))
                .count();
    }

    /** How an object looks, by its name in messages: its collations for a table, all of it for a part. */
    private static Object look(Schema schema, String object) {
        String name = object.substring(object.lastIndexOf(' ') + 1);
        Optional<Table> table = schema.table(name.replaceFirst("\\..*", ""));
        String part = name.replaceFirst(".*\\.", "");
        if (object.startsWith("column")) {
            return table.flatMap(found -> found.column(part));
        }
        if (object.startsWith("index")) {
            return table.flatMap(found -> found.index(part));
        }
        return object.startsWith("table")
                ? table.map(ConvergencePropertiesTest::collations)
                : table.flatMap(found -> found.foreignKey(part));
    }

    private static List<String> collations(Table table) {
        return Stream.concat(
                        Stream.of(String.valueOf(table.collation())),
                        table.columns().values().stream().map(column -> String.valueOf(column.collation())))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void somethingElseInThePlaceOfWhatAStepMakesIsNamed(List<Integer> seeds) {
        for (int seed : seeds) {
            Case step = RandomChanges.ofSeed(seed);
            for (int made = 1; made <= step.changes().size(); made++) {
                SchemaChange last = step.changes().get(made - 1);
                Schema live = Mutation.of(step.cutOffAfter(made), last);
                if (isTouchedOnce(step, last) && !live.equals(step.cutOffAfter(made))) {
                    assertThat(conflicts(Convergence.of(step.changes(), live)))
                            .as("seed %d, cut off after %d of %s", seed, made, step.changes())
                            .extracting(Difference::object)
                            .containsExactly(Mutation.object(last));
                }
            }
        }
    }

    private static boolean isTouchedOnce(Case step, SchemaChange change) {
        String table = change.tableName().orElseThrow();
        boolean part = change instanceof AddColumn || change instanceof CreateIndex || change instanceof AddForeignKey;
        return lives(step, table) == (part ? 0 : 1)
                && step.changes().stream()
                                .filter(other -> other.object().equals(change.object()))
                                .count()
                        == 1;
    }

    private static List<Difference> conflicts(List<ChangeState> standings) {
        return standings.stream()
                .filter(ChangeState.Conflict.class::isInstance)
                .map(standing -> ((ChangeState.Conflict) standing).difference())
                .toList();
    }

    /** Puts something else where a change has put what it makes; leaves alone what drops, modifies or converts. */
    private record Mutation(Schema schema) {
        static Schema of(Schema schema, SchemaChange change) {
            Mutation mutation = new Mutation(schema);
            if (change instanceof AddColumn addition) {
                return mutation.column(addition.table(), addition.column());
            }
            if (change instanceof CreateTable creation) {
                return mutation.column(
                        creation.table().name(), creation.table().column("id").orElseThrow());
            }
            if (change instanceof CreateIndex creation) {
                return Evolution.after(
                        schema,
                        new CreateIndex(
                                creation.table(), new Index(creation.index().name(), true, List.of("other"))));
            }
            return change instanceof AddForeignKey addition
                    ? Evolution.after(
                            schema,
                            new AddForeignKey(
                                    addition.table(),
                                    new ForeignKey(addition.key().name(), List.of("id"), "others", List.of("id"))))
                    : schema;
        }

        static String object(SchemaChange change) {
            return change instanceof CreateTable creation
                    ? "column " + creation.table().name() + ".id"
                    : change.object();
        }

        private Schema column(String name, Column column) {
            Table table = schema.table(name).orElseThrow();
            Map<String, Column> columns = new LinkedHashMap<>(table.columns());
            columns.put(column.name(), new Column(column.name(), "json", column.nullable(), null, false, null));
            TreeMap<String, Table> tables = new TreeMap<>(schema.tables());
            tables.put(name, table.withColumns(columns));
            return new Schema(tables);
        }
    }
}
