package dev.dbsync.agent.schema;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of a step does to a schema, as data: enough to tell from a live schema whether it was done.
 *
 * <p>All kinds of changes stand here, one below the other, so this is long.
 *
 * <p>Names are lower-case; types are in the engine's own normal form (see {@link Column}).
 */
public sealed interface SchemaChange {

    /** The object that the change is about, for messages and progress: {@code index instances.uuid}. */
    String object();

    /** The table that it changes; empty for a statement of the catalogue's own, of which only the catalogue knows. */
    Optional<String> tableName();

    /** The same, told what hangs on it in the schema that it changes. */
    default SchemaChange on(Schema live) {
        return this;
    }

    /** One case for each change: a new one is a compile error wherever changes are told apart. */
    <R> R accept(Visitor<R> visitor);

    /** Creates a table, with the keys and unique constraints that its statement declares. */
    record CreateTable(Table table) implements SchemaChange {
        @Override
        public Optional<String> tableName() {
            return Optional.of(table.name());
        }

        @Override
        public String object() {
            return "table " + table.name();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createTable(this);
        }
    }

    /**
     * Drops a table.
     *
     * @param pointsTo the tables that its foreign keys point to, as far as a live schema told of them
     */
    record DropTable(String table, Set<String> pointsTo) implements SchemaChange {
        public DropTable {
            pointsTo = Set.copyOf(pointsTo);
        }

        public DropTable(String table) {
            this(table, Set.of());
        }

        @Override
        public SchemaChange on(Schema live) {
            Table dropped = live.tables().get(table);
            return dropped == null
                    ? this
                    : new DropTable(
                            table,
                            dropped.foreignKeys().values().stream()
                                    .map(ForeignKey::referencedTable)
                                    .collect(Collectors.toUnmodifiableSet()));
        }

        @Override
        public Optional<String> tableName() {
            return Optional.of(table);
        }

        @Override
        public String object() {
            return "table " + table;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropTable(this);
        }
    }

    /** Adds a column. */
    record AddColumn(String table, Column column) implements SchemaChange {
        @Override
        public Optional<String> tableName() {
            return Optional.of(table);
        }

        @Override
        public String object() {
            return "column " + table + "." + column.name();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addColumn(this);
        }
    }

    /** Drops a column. */
    record DropColumn(String table, String column) implements SchemaChange {
        @Override
        public Optional<String> tableName() {
            return Optional.of(table);
        }

        @Override
        public String object() {
            return "column " + table + "." + column;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropColumn(this);
        }
    }

    /**
     * Gives a column another type.
     *
     * @param collation the collation that the column has afterwards; null where the change does not say
     */
    record ModifyColumn(String table, String column, String type, @Nullable String collation) implements SchemaChange {
        @Override
        public Optional<String> tableName() {
            return Optional.of(table);
        }

        @Override
        public String object() {
            return "column " + table + "." + column;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.modifyColumn(this);
        }
    }

    /** Creates an index or a unique constraint. */
    record CreateIndex(String table, Index index) implements SchemaChange {
        @Override
        public Optional<String> tableName() {
            return Optional.of(table);
        }

        @Override
        public String object() {
            return "index " + table + "." + index.name();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createIndex(this);
        }
    }

    /** Drops an index or a unique constraint. */
    record DropIndex(String table, String index) implements SchemaChange {
        @Override
        public Optional<String> tableName() {
            return Optional.of(table);
        }

        @Override
        public String object() {
            return "index " + table + "." + index;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropIndex(this);
        }
    }

    /** Adds a foreign key. */
    record AddForeignKey(String table, ForeignKey key) implements SchemaChange {
        @Override
        public Optional<String> tableName() {
            return Optional.of(table);
        }

        @Override
        public String object() {
            return "foreign key " + table + "." + key.name();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addForeignKey(this);
        }
    }

    /**
     * Drops a foreign key.
     *
     * @param pointsTo the table that it points to, as far as a live schema told of it; at most one
     */
    record DropForeignKey(String table, String key, Set<String> pointsTo) implements SchemaChange {
        public DropForeignKey {
            pointsTo = Set.copyOf(pointsTo);
        }

        public DropForeignKey(String table, String key) {
            this(table, key, Set.of());
        }

        @Override
        public SchemaChange on(Schema live) {
            Table changed = live.tables().get(table);
            ForeignKey dropped = changed == null ? null : changed.foreignKeys().get(key);
            return dropped == null ? this : new DropForeignKey(table, key, Set.of(dropped.referencedTable()));
        }

        @Override
        public Optional<String> tableName() {
            return Optional.of(table);
        }

        @Override
        public String object() {
            return "foreign key " + table + "." + key;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropForeignKey(this);
        }
    }

    /** Converts a table and its text columns to another collation (MariaDB and MySQL). */
    record ConvertTable(String table, String collation) implements SchemaChange {
        @Override
        public Optional<String> tableName() {
            return Optional.of(table);
        }

        @Override
        public String object() {
            return "table " + table;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.convertTable(this);
        }
    }

    /**
     * A statement of the catalogue's own. It is safe to send again, or says itself how to find out whether it was done.
     *
     * @param purpose what the statement is for, from the catalogue
     * @param outstandingQuery a query that answers a number above zero while the statement is still to be run; null where
     *     the statement may be sent again without harm
     */
    record Raw(String purpose, @Nullable String outstandingQuery) implements SchemaChange {
        @Override
        public Optional<String> tableName() {
            return Optional.empty();
        }

        @Override
        public String object() {
            return purpose;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.raw(this);
        }
    }

    /**
     * A case for each change.
     *
     * @param <R> what the cases answer
     */
    interface Visitor<R> {
        R createTable(CreateTable change);

        R dropTable(DropTable change);

        R addColumn(AddColumn change);

        R dropColumn(DropColumn change);

        R modifyColumn(ModifyColumn change);

        R createIndex(CreateIndex change);

        R dropIndex(DropIndex change);

        R addForeignKey(AddForeignKey change);

        R dropForeignKey(DropForeignKey change);

        R convertTable(ConvertTable change);

        R raw(Raw change);
    }
}
