package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.schema.Index;
import dev.dbsync.agent.schema.SchemaChange;
import java.util.List;
import liquibase.change.AddColumnConfig;
import liquibase.change.Change;
import liquibase.change.core.AddUniqueConstraintChange;
import liquibase.change.core.CreateIndexChange;
import liquibase.change.core.DropIndexChange;
import liquibase.change.core.DropUniqueConstraintChange;
import org.jspecify.annotations.Nullable;

/** Indexes and unique constraints. */
final class IndexTranslation {
    private IndexTranslation() {}

    static List<ChangeUnit> createIndex(CreateIndexChange change, Compilation compilation) {
        String name = compilation.required(change, "indexName", change.getIndexName());
        Index index = new Index(
                Names.of(name),
                Boolean.TRUE.equals(change.isUnique()),
                change.getColumns().stream()
                        .map(column -> indexed(change, column, compilation))
                        .toList());
        return List.of(creation(change, change.getTableName(), index, compilation));
    }

    static List<ChangeUnit> addUnique(AddUniqueConstraintChange change, Compilation compilation) {
        String name = compilation.required(change, "constraintName", change.getConstraintName());
        Index index = new Index(Names.of(name), true, Names.listed(change.getColumnNames()));
        return List.of(creation(change, change.getTableName(), index, compilation));
    }

    static List<ChangeUnit> dropIndex(DropIndexChange change, Compilation compilation) {
        return List.of(drop(change, change.getTableName(), change.getIndexName(), compilation));
    }

    static List<ChangeUnit> dropUnique(DropUniqueConstraintChange change, Compilation compilation) {
        return List.of(drop(change, change.getTableName(), change.getConstraintName(), compilation));
    }

    private static String indexed(CreateIndexChange change, AddColumnConfig column, Compilation compilation) {
        if (Boolean.TRUE.equals(column.getDescending())) {
            throw compilation.broken(
                    change, "column " + column.getName() + " is descending", "Index it in ascending order.");
        }
        return Names.of(column.getName());
    }

    private static ChangeUnit creation(Change change, String table, Index index, Compilation compilation) {
        return compilation.unit(new SchemaChange.CreateIndex(Names.of(table), index), change, Effect.ADDITIVE);
    }

    private static ChangeUnit drop(
            Change change, @Nullable String table, @Nullable String name, Compilation compilation) {
        String owner = compilation.required(change, "tableName", table);
        String index = compilation.required(change, "name", name);
        return compilation.unit(new SchemaChange.DropIndex(Names.of(owner), Names.of(index)), change, Effect.ADDITIVE);
    }
}
