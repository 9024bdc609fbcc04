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
import java.util.function.Predicate;

/** Whether a server would accept a change, rather than say that something is there already, or is not. */
record Possible(Schema schema) implements SchemaChange.Visitor<Boolean> {

    static boolean is(Schema schema, SchemaChange change) {
        return change.accept(new Possible(schema));
    }

    private boolean on(String table, Predicate<Table> possible) {
        return schema.table(table).filter(possible).isPresent();
    }

    @Override
    public Boolean createTable(CreateTable change) {
        return schema.table(change.table().name()).isEmpty();
    }

    @Override
    public Boolean dropTable(DropTable change) {
        return schema.table(change.table()).isPresent();
    }

    @Override
    public Boolean addColumn(AddColumn change) {
        return on(change.table(), table -> table.column(change.column().name()).isEmpty());
    }

    @Override
    public Boolean dropColumn(DropColumn change) {
        return on(change.table(), table -> table.column(change.column()).isPresent());
    }

    @Override
    public Boolean modifyColumn(ModifyColumn change) {
        return on(change.table(), table -> table.column(change.column()).isPresent());
    }

    @Override
    public Boolean createIndex(CreateIndex change) {
        return on(change.table(), table -> table.index(change.index().name()).isEmpty());
    }

    @Override
    public Boolean dropIndex(DropIndex change) {
        return on(change.table(), table -> table.index(change.index()).isPresent());
    }

    @Override
    public Boolean addForeignKey(AddForeignKey change) {
        return on(change.table(), table -> table.foreignKey(change.key().name()).isEmpty());
    }

    @Override
    public Boolean dropForeignKey(DropForeignKey change) {
        return on(change.table(), table -> table.foreignKey(change.key()).isPresent());
    }

    @Override
    public Boolean convertTable(ConvertTable change) {
        return schema.table(change.table()).isPresent();
    }

    @Override
    public Boolean raw(Raw change) {
        return true;
    }
}
