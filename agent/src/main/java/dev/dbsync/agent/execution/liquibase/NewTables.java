package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is different about tables that a script itself makes and then alters.
 *
 * <p>One that is converted to another collation later on counts as made whichever of the two it is found in, or a script
 * that stopped after the conversion could not be finished. And altering it rewrites no row that was there before.
 */
final class NewTables {
    private final Set<String> converted;
    private final Set<String> made = new HashSet<>();

    private NewTables(List<ChangeUnit> units) {
        converted = units.stream()
                .map(ChangeUnit::change)
                .filter(SchemaChange.ConvertTable.class::isInstance)
                .map(change -> ((SchemaChange.ConvertTable) change).table())
                .collect(Collectors.toSet());
    }

    /** The same units, each seen in the light of the others. */
    static List<ChangeUnit> regarded(List<ChangeUnit> units) {
        NewTables tables = new NewTables(units);
        return units.stream().map(tables::regard).toList();
    }

    private ChangeUnit regard(ChangeUnit unit) {
        if (unit.change() instanceof SchemaChange.CreateTable creation) {
            made.add(creation.table().name());
            return new ChangeUnit(expectation(creation), unit.statements(), unit.effect());
        }
        return altersNewTable(unit.change()) ? new ChangeUnit(unit.change(), unit.statements(), Effect.ADDITIVE) : unit;
    }

    private SchemaChange expectation(SchemaChange.CreateTable creation) {
        Table table = creation.table();
        return converted.contains(table.name()) ? new SchemaChange.CreateTable(table.withCollation(null)) : creation;
    }

    private boolean altersNewTable(SchemaChange change) {
        if (change instanceof SchemaChange.ConvertTable conversion) {
            return made.contains(conversion.table());
        }
        return change instanceof SchemaChange.ModifyColumn modification && made.contains(modification.table());
    }
}
