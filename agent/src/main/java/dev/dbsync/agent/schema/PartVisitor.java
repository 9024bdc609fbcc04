package dev.dbsync.agent.schema;

import dev.dbsync.agent.schema.SchemaChange.AddColumn;
import dev.dbsync.agent.schema.SchemaChange.AddForeignKey;
import dev.dbsync.agent.schema.SchemaChange.CreateIndex;
import dev.dbsync.agent.schema.SchemaChange.CreateTable;
import dev.dbsync.agent.schema.SchemaChange.DropColumn;
import dev.dbsync.agent.schema.SchemaChange.DropForeignKey;
import dev.dbsync.agent.schema.SchemaChange.DropIndex;
import dev.dbsync.agent.schema.SchemaChange.DropTable;
import dev.dbsync.agent.schema.SchemaChange.ModifyColumn;
import dev.dbsync.agent.schema.SchemaChange.Raw;

/** One case for each kind of part that a table has, whatever a change does with it. */
abstract class PartVisitor<R> implements SchemaChange.Visitor<R> {
    abstract R column(String name);

    abstract R index(String name);

    abstract R foreignKey(String name);

    @Override
    public R addColumn(AddColumn change) {
        return column(change.column().name());
    }

    @Override
    public R dropColumn(DropColumn change) {
        return column(change.column());
    }

    @Override
    public R modifyColumn(ModifyColumn change) {
        return column(change.column());
    }

    @Override
    public R createIndex(CreateIndex change) {
        return index(change.index().name());
    }

    @Override
    public R dropIndex(DropIndex change) {
        return index(change.index());
    }

    @Override
    public R addForeignKey(AddForeignKey change) {
        return foreignKey(change.key().name());
    }

    @Override
    public R dropForeignKey(DropForeignKey change) {
        return foreignKey(change.key());
    }

    @Override
    public R createTable(CreateTable change) {
        throw notAPart(change);
    }

    @Override
    public R dropTable(DropTable change) {
        throw notAPart(change);
    }

    @Override
    public R raw(Raw change) {
        throw notAPart(change);
    }

    static IllegalArgumentException notAPart(SchemaChange change) {
        return new IllegalArgumentException(change.object() + " is not a part of a table");
    }
}
