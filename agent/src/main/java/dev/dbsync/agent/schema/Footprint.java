package dev.dbsync.agent.schema;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which tables that are there already changes need, and what for. Stateless. */
public final class Footprint implements SchemaChange.Visitor<Map<String, Footprint.Touch>> {
    private static final Footprint OF_CHANGE = new Footprint();

    private Footprint() {}

    /** What is done to a table, from harmless to grave. */
    public enum Touch {
        /** Gets an index: it is read as a whole, and not written meanwhile. */
        INDEXED,
        /** Is at one end of a foreign key that is made. */
        REFERENCED,
        /** Becomes another one, or goes. */
        ALTERED;

        private Touch and(Touch other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Tables by name, without those that the changes themselves make. A catalogue's own statements are not looked into. */
    public static SortedMap<String, Touch> of(List<SchemaChange> changes) {
        SortedMap<String, Touch> touches = new TreeMap<>();
        for (SchemaChange change : changes) {
            change.accept(OF_CHANGE).forEach((table, touch) -> touches.merge(table, touch, Touch::and));
        }
        for (SchemaChange change : changes) {
            if (change instanceof SchemaChange.CreateTable made) {
                touches.remove(made.table().name());
            }
        }
        return touches;
    }

    @Override
    public Map<String, Touch> createTable(SchemaChange.CreateTable change) {
        return change.table().foreignKeys().values().stream()
                .collect(Collectors.toMap(ForeignKey::referencedTable, key -> Touch.REFERENCED, Touch::and));
    }

    @Override
    public Map<String, Touch> dropTable(SchemaChange.DropTable change) {
        return Map.of(change.table(), Touch.ALTERED);
    }

    @Override
    public Map<String, Touch> addColumn(SchemaChange.AddColumn change) {
        return Map.of(change.table(), Touch.ALTERED);
    }

    @Override
    public Map<String, Touch> dropColumn(SchemaChange.DropColumn change) {
        return Map.of(change.table(), Touch.ALTERED);
    }

    @Override
    public Map<String, Touch> modifyColumn(SchemaChange.ModifyColumn change) {
        return Map.of(change.table(), Touch.ALTERED);
    }

    /** A unique one may be declared as a constraint, which alters the table. */
    @Override
    public Map<String, Touch> createIndex(SchemaChange.CreateIndex change) {
        return Map.of(change.table(), change.index().unique() ? Touch.ALTERED : Touch.INDEXED);
    }

    @Override
    public Map<String, Touch> dropIndex(SchemaChange.DropIndex change) {
        return Map.of(change.table(), Touch.ALTERED);
    }

    @Override
    public Map<String, Touch> addForeignKey(SchemaChange.AddForeignKey change) {
        String to = change.key().referencedTable();
        return to.equals(change.table())
                ? Map.of(to, Touch.REFERENCED)
                : Map.of(change.table(), Touch.REFERENCED, to, Touch.REFERENCED);
    }

    @Override
    public Map<String, Touch> dropForeignKey(SchemaChange.DropForeignKey change) {
        return Map.of(change.table(), Touch.ALTERED);
    }

    @Override
    public Map<String, Touch> convertTable(SchemaChange.ConvertTable change) {
        return Map.of(change.table(), Touch.ALTERED);
    }

    @Override
    public Map<String, Touch> raw(SchemaChange.Raw change) {
        return Map.of();
    }
}
