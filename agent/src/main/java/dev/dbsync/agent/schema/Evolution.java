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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a schema is after changes. Pure. A change on a table that is not there changes nothing: whether it could be made is
 * {@link Convergence}'s to say.
 */
public final class Evolution {
    private Evolution() {}

    /** The schema after one change. */
    public static Schema after(Schema schema, SchemaChange change) {
        return change.accept(new Step(schema));
    }

    /** The schema after changes, made in their order. */
    public static Schema after(Schema schema, List<SchemaChange> changes) {
        Schema next = schema;
        for (SchemaChange change : changes) {
            next = after(next, change);
        }
        return next;
    }

    private record Step(Schema schema) implements SchemaChange.Visitor<Schema> {
        @Override
        public Schema createTable(CreateTable change) {
            return put(change.table());
        }

        @Override
        public Schema dropTable(DropTable change) {
            TreeMap<String, Table> tables = new TreeMap<>(schema.tables());
            tables.remove(change.table());
            return schema.with(tables);
        }

        @Override
        public Schema addColumn(AddColumn change) {
            return columns(
                    change.table(), columns -> with(columns, change.column().name(), change.column()));
        }

        /** An engine drops a column from the indexes that hold it, or the whole index; a catalogue drops those first. */
        @Override
        public Schema dropColumn(DropColumn change) {
            return columns(change.table(), columns -> without(columns, change.column()));
        }

        @Override
        public Schema modifyColumn(ModifyColumn change) {
            return columns(change.table(), columns -> {
                Map<String, Column> next = new LinkedHashMap<>(columns);
                next.computeIfPresent(change.column(), (name, column) -> modified(column, change));
                return next;
            });
        }

        @Override
        public Schema createIndex(CreateIndex change) {
            return indexes(
                    change.table(), indexes -> with(indexes, change.index().name(), change.index()));
        }

        @Override
        public Schema dropIndex(DropIndex change) {
            return indexes(change.table(), indexes -> without(indexes, change.index()));
        }

        @Override
        public Schema addForeignKey(AddForeignKey change) {
            return foreignKeys(change.table(), keys -> with(keys, change.key().name(), change.key()));
        }

        @Override
        public Schema dropForeignKey(DropForeignKey change) {
            return foreignKeys(change.table(), keys -> without(keys, change.key()));
        }

        @Override
        public Schema convertTable(ConvertTable change) {
            return table(change.table(), table -> {
                Map<String, Column> columns = new LinkedHashMap<>(table.columns());
                columns.replaceAll((name, column) ->
                        column.collation() == null ? column : column.withCollation(change.collation()));
                return table.withColumns(columns).withCollation(change.collation());
            });
        }

        @Override
        public Schema raw(Raw change) {
            return schema;
        }

        private Schema columns(String name, UnaryOperator<Map<String, Column>> change) {
            return table(name, table -> table.withColumns(change.apply(table.columns())));
        }

        private Schema indexes(String name, UnaryOperator<Map<String, Index>> change) {
            return table(name, table -> table.withIndexes(change.apply(table.indexes())));
        }

        private Schema foreignKeys(String name, UnaryOperator<Map<String, ForeignKey>> change) {
            return table(name, table -> table.withForeignKeys(change.apply(table.foreignKeys())));
        }

        private Schema table(String name, UnaryOperator<Table> change) {
            return schema.table(name).map(change).map(this::put).orElse(schema);
        }

        private Schema put(Table table) {
            TreeMap<String, Table> tables = new TreeMap<>(schema.tables());
            tables.put(table.name(), table);
            return schema.with(tables);
        }
    }

    /** A column after a change of its type; what the change leaves open stays. */
    static Column modified(Column column, ModifyColumn change) {
        return new Column(
                column.name(),
                change.type(),
                column.nullable(),
                column.defaultValue(),
                column.generated(),
                change.collation() == null ? column.collation() : change.collation());
    }

    private static <V> Map<String, V> with(Map<String, V> parts, String name, V part) {
        Map<String, V> next = new LinkedHashMap<>(parts);
        next.put(name, part);
        return next;
    }

    private static <V> Map<String, V> without(Map<String, V> parts, String name) {
        Map<String, V> next = new LinkedHashMap<>(parts);
        next.remove(name);
        return next;
    }
}
