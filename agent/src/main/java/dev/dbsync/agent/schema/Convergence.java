package dev.dbsync.agent.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which changes of one step were made already: absent means outstanding, there and equal means done, there but
 * different is a conflict. Pure.
 *
 * <p>A step that was interrupted has made its first changes and not its last, so what lies in the schema is what one of them
 * made, or what a later one made of that: a table that the step creates and then converts may be found converted, and a
 * key that it drops may have gone with its table. So what is looked for is not each change by itself but the place that a
 * table, and within it each column, index and key, has reached in its course of changes. Courses are independent of each
 * other: another tool may have made the same changes in another order.
 */
public final class Convergence {
    private Convergence() {}

    /**
     * Where each change of a step stands, in their order.
     *
     * @param changes all changes of the step
     * @param live the schema as it is
     */
    public static List<ChangeState> of(List<SchemaChange> changes, Schema live) {
        // What concerns no table is a statement of the catalogue's own: the schema cannot tell, and the catalogue's
        // query
        // is asked when the statement's turn comes.
        List<ChangeState> standings = new ArrayList<>(Collections.nCopies(changes.size(), ChangeState.OUTSTANDING));
        placesByTable(changes).forEach((table, places) -> {
            List<SchemaChange> course = places.stream().map(changes::get).toList();
            List<ChangeState> ofTable = new TableCourse(table, course, live.table(table)).standings();
            for (int step = 0; step < places.size(); step++) {
                standings.set(places.get(step), ofTable.get(step));
            }
        });
        return Collections.unmodifiableList(standings);
    }

    private static Map<String, List<Integer>> placesByTable(List<SchemaChange> changes) {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int place = 0; place < changes.size(); place++) {
            int here = place;
            changes.get(place).tableName().ifPresent(table -> places.computeIfAbsent(table, key -> new ArrayList<>())
                    .add(here));
        }
        return places;
    }
}
