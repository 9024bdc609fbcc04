package dev.dbsync.agent.execution;

import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.schema.Footprint;
import dev.dbsync.agent.schema.Footprint.Touch;
import dev.dbsync.agent.schema.SchemaChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What steps cost those who use their tables, on one database. Reads only. */
public final class StepImpacts {
    private static final String OTHER_NODES = "other nodes";

    private final Connection connection;
    private final Dialect dialect;

    public StepImpacts(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /**
     * The impact of each step, in their order.
     *
     * @throws SQLException if a query fails
     */
    public List<List<Impact>> of(List<ResolvedStep> steps) throws SQLException {
        Set<String> tables = steps.stream()
                .flatMap(step -> Footprint.of(step.changes()).keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
        if (tables.isEmpty()) {
            return steps.stream().map(step -> List.<Impact>of()).toList();
        }
        Map<String, Impact.Size> sizes = dialect.sizes(connection, tables);
        boolean cluster = dialect.tableLocks().holds(connection);
        List<List<Impact>> impacts = new ArrayList<>();
        for (ResolvedStep step : steps) {
            impacts.add(of(step, sizes, cluster));
        }
        return impacts;
    }

    private List<Impact> of(ResolvedStep step, Map<String, Impact.Size> sizes, boolean cluster) throws SQLException {
        SortedMap<String, Impact.Cost> costs = new TreeMap<>();
        List<SchemaChange> changes = step.changes();
        List<Map<String, Touch>> touches = Footprint.each(changes);
        for (int place = 0; place < changes.size(); place++) {
            for (Map.Entry<String, Touch> touch : touches.get(place).entrySet()) {
                if (sizes.containsKey(touch.getKey())) {
                    Impact.Cost cost = dialect.cost(connection, changes.get(place), touch.getKey(), touch.getValue());
                    costs.merge(touch.getKey(), cost, Impact.Cost::and);
                }
            }
        }
        List<Impact> impacts = new ArrayList<>();
        costs.forEach((table, cost) ->
                impacts.add(impact(table, cost, sizes.getOrDefault(table, new Impact.Size(null, null)), cluster)));
        return impacts;
    }

    private static Impact impact(String table, Impact.Cost cost, Impact.Size size, boolean cluster) {
        return new Impact(
                table,
                size.rows(),
                size.bytes(),
                // There a statement runs under a lock of its tables, whatever it would let pass by itself.
                cluster ? Impact.Blocks.EVERYTHING : cost.blocks(),
                cost.rewrites(),
                cluster,
                cluster ? OTHER_NODES : null);
    }
}
