package dev.dbsync.agent.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        /** A foreign key that points to it goes. */
        RELEASED,
        /** Becomes another one, or goes. */
        ALTERED;

        private Touch and(Touch other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Tables by name, as {@link #each} has them for one change after the other. */
    public static SortedMap<String, Touch> of(List<SchemaChange> changes) {
        SortedMap<String, Touch> touches = new TreeMap<>();
        each(changes).forEach(some -> some.forEach((table, touch) -> touches.merge(table, touch, Touch::and)));
        return touches;
    }

    /**
     * What each of the changes needs, in their order: tables by name, without those that the changes before it made. A catalogue's own
     * statements are not looked into.
     */
    public static List<Map<String, Touch>> each(List<SchemaChange> changes) {
        Set<String> made = new HashSet<>();
        List<Map<String, Touch>> touches = new ArrayList<>();
        for (SchemaChange change : changes) {
            if (change instanceof SchemaChange.CreateTable creation) {
                made.add(creation.table().name());
            }
            Map<String, Touch> some = new TreeMap<>(change.accept(OF_CHANGE));
            some.keySet().removeAll(made);
            touches.add(some);
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
        return going(change.table(), change.pointsTo());
    }

    /** A table that points to itself is altered. */
    private static Map<String, Touch> going(String table, Set<String> pointsTo) {
        Map<String, Touch> touches = new TreeMap<>();
        pointsTo.forEach(target -> touches.put(target, Touch.RELEASED));
        touches.put(table, Touch.ALTERED);
        return touches;
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
        return going(change.table(), change.pointsTo());
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
