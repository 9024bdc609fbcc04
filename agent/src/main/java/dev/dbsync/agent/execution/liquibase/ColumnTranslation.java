package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.schema.SchemaChange;
import java.util.List;
import java.util.stream.Stream;
import liquibase.change.AddColumnConfig;
import liquibase.change.ColumnConfig;
import liquibase.change.ConstraintsConfig;
import liquibase.change.core.AddColumnChange;
import liquibase.change.core.DropColumnChange;
import liquibase.change.core.ModifyDataTypeChange;

/** Columns added, dropped and given another type: one unit for each column. */
final class ColumnTranslation {
    private ColumnTranslation() {}

    static List<ChangeUnit> addColumn(AddColumnChange change, Compilation compilation) {
        return change.getColumns().stream()
                .map(column -> addColumn(change, column, compilation))
                .toList();
    }

    static List<ChangeUnit> addColumnWithShadow(AddColumnWithShadowChange change, Compilation compilation) {
        return change.additions().stream()
                .flatMap(addition -> addColumn(addition, compilation).stream())
                .toList();
    }

    static List<ChangeUnit> dropColumn(DropColumnChange change, Compilation compilation) {
        return droppedColumns(change)
                .map(column -> dropColumn(change, column, compilation))
                .toList();
    }

    static List<ChangeUnit> modifyDataType(ModifyDataTypeChange change, Compilation compilation) {
        ColumnDescription description = compilation.columns();
        SchemaChange meaning = new SchemaChange.ModifyColumn(
                Names.of(change.getTableName()),
                Names.of(change.getColumnName()),
                description.type(change.getNewDataType()),
                description.collation(change.getNewDataType()));
        return List.of(compilation.unit(meaning, change, Effect.REWRITING));
    }

    private static ChangeUnit addColumn(AddColumnChange change, AddColumnConfig column, Compilation compilation) {
        refuseConstraints(change, column, compilation);
        AddColumnChange single = new AddColumnChange();
        single.setCatalogName(change.getCatalogName());
        single.setSchemaName(change.getSchemaName());
        single.setTableName(change.getTableName());
        single.addColumn(column);
        SchemaChange meaning = new SchemaChange.AddColumn(
                Names.of(change.getTableName()), compilation.columns().describe(column));
        return compilation.unit(meaning, single, Effect.ADDITIVE);
    }

    private static void refuseConstraints(AddColumnChange change, ColumnConfig column, Compilation compilation) {
        ConstraintsConfig constraints = column.getConstraints();
        boolean constrained = constraints != null
                && (Boolean.TRUE.equals(constraints.isUnique())
                        || Boolean.TRUE.equals(constraints.isPrimaryKey())
                        || constraints.getReferences() != null
                        || constraints.getReferencedTableName() != null);
        if (constrained) {
            throw compilation.broken(
                    change,
                    "column " + column.getName() + " declares a key or a unique constraint",
                    "Add it by a change of its own, which can be probed by itself.");
        }
        if (column.getValueObject() != null) {
            throw compilation.broken(
                    change,
                    "column " + column.getName() + " sets the value of the rows that are there",
                    "Use a default, or an sql change of its own.");
        }
    }

    private static Stream<String> droppedColumns(DropColumnChange change) {
        return change.getColumns().isEmpty()
                ? Stream.of(change.getColumnName())
                : change.getColumns().stream().map(ColumnConfig::getName);
    }

    private static ChangeUnit dropColumn(DropColumnChange change, String column, Compilation compilation) {
        DropColumnChange single = new DropColumnChange();
        single.setCatalogName(change.getCatalogName());
        single.setSchemaName(change.getSchemaName());
        single.setTableName(change.getTableName());
        single.setColumnName(compilation.required(change, "columnName", column));
        SchemaChange meaning = new SchemaChange.DropColumn(Names.of(change.getTableName()), Names.of(column));
        return compilation.unit(meaning, single, Effect.DESTRUCTIVE);
    }
}
