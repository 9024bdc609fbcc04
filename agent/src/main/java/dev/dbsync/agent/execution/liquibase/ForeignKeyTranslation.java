package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.schema.ForeignKey;
import dev.dbsync.agent.schema.SchemaChange;
import java.util.List;
import liquibase.change.core.AddForeignKeyConstraintChange;
import liquibase.change.core.DropForeignKeyConstraintChange;

/** Foreign keys. */
final class ForeignKeyTranslation {
    private ForeignKeyTranslation() {}

    static List<ChangeUnit> add(AddForeignKeyConstraintChange change, Compilation compilation) {
        List<String> statements = compilation.statements(change);
        ForeignKey key = new ForeignKey(
                Names.of(compilation.required(change, "constraintName", change.getConstraintName())),
                Names.listed(change.getBaseColumnNames()),
                Names.of(change.getReferencedTableName()),
                Names.listed(change.getReferencedColumnNames()));
        SchemaChange meaning = new SchemaChange.AddForeignKey(Names.of(change.getBaseTableName()), key);
        return List.of(new ChangeUnit(meaning, statements, Effect.ADDITIVE));
    }

    static List<ChangeUnit> drop(DropForeignKeyConstraintChange change, Compilation compilation) {
        SchemaChange meaning = new SchemaChange.DropForeignKey(
                Names.of(compilation.required(change, "baseTableName", change.getBaseTableName())),
                Names.of(compilation.required(change, "constraintName", change.getConstraintName())));
        return List.of(compilation.unit(meaning, change, Effect.ADDITIVE));
    }
}
