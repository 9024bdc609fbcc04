package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.schema.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables that one script makes and then converts to another collation. Their creation is done whichever of the two
 * collations is found, or a script that stopped after the conversion could not be finished.
 */
final class LaterConversions {
    private LaterConversions() {}

    /** The same units, where tables that are converted later in the script are expected in any collation. */
    static List<ChangeUnit> allowedFor(List<ChangeUnit> units) {
        Set<String> converted = units.stream()
                .map(ChangeUnit::change)
                .filter(SchemaChange.ConvertTable.class::isInstance)
                .map(change -> ((SchemaChange.ConvertTable) change).table())
                .collect(Collectors.toSet());
        return units.stream().map(unit -> withoutCollation(unit, converted)).toList();
    }

    private static ChangeUnit withoutCollation(ChangeUnit unit, Set<String> converted) {
        if (!(unit.change() instanceof SchemaChange.CreateTable creation
                && converted.contains(creation.table().name()))) {
            return unit;
        }
        Table table = creation.table();
        Table anyCollation = new Table(
                table.name(), table.columns(), table.primaryKey(), table.indexes(), table.foreignKeys(), null);
        return new ChangeUnit(new SchemaChange.CreateTable(anyCollation), unit.statements(), unit.effect());
    }
}
