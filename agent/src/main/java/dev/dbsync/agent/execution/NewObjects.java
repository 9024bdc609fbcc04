package dev.dbsync.agent.execution;

import dev.dbsync.agent.database.TableClauses;
import dev.dbsync.agent.database.TableClauses.Clause;
import dev.dbsync.agent.schema.SchemaChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tables, indexes and foreign keys that are made one after the other, nothing else in between: each table with all of its
 * own at once, after those that its foreign keys point to. What belongs to tables that were there before follows, indexes
 * first, and so do foreign keys that lead back in a circle.
 */
final class NewObjects {
    private final TableClauses known;
    private final boolean keysAlone;
    private final Map<String, List<ChangeUnit>> tables = new LinkedHashMap<>();
    private final Map<String, List<ChangeUnit>> indexes = new LinkedHashMap<>();
    private final Map<String, List<ChangeUnit>> keys = new LinkedHashMap<>();
    private final Map<String, Set<String>> references = new LinkedHashMap<>();

    private NewObjects(TableClauses known, boolean keysAlone) {
        this.known = known;
        this.keysAlone = keysAlone;
    }

    /** Whether a change makes such an object. */
    static boolean makes(SchemaChange change) {
        return change instanceof SchemaChange.CreateTable
                || change instanceof SchemaChange.CreateIndex
                || change instanceof SchemaChange.AddForeignKey;
    }

    static List<ChangeUnit> of(List<ChangeUnit> units, TableClauses known, boolean keysAlone) {
        NewObjects objects = new NewObjects(known, keysAlone);
        units.forEach(objects::takeTable);
        units.forEach(objects::takeIndex);
        units.forEach(objects::takeKey);
        return objects.inOrder();
    }

    private void takeTable(ChangeUnit unit) {
        if (unit.change() instanceof SchemaChange.CreateTable creation) {
            String table = creation.table().name();
            tables.put(table, new ArrayList<>(List.of(unit)));
            creation.table().foreignKeys().values().forEach(key -> refer(table, key.referencedTable()));
        }
    }

    private void takeIndex(ChangeUnit unit) {
        if (unit.change() instanceof SchemaChange.CreateIndex index) {
            boolean declared = declare(index.table(), unit);
            if (!declared) {
                indexes.computeIfAbsent(index.table(), table -> new ArrayList<>())
                        .add(unit);
            }
        }
    }

    private void takeKey(ChangeUnit unit) {
        if (unit.change() instanceof SchemaChange.AddForeignKey key) {
            String target = key.key().referencedTable();
            boolean declared = !keysAlone
                    && !indexes.containsKey(target)
                    && !leadsBack(target, key.table())
                    && declare(key.table(), unit);
            if (declared) {
                refer(key.table(), target);
            } else {
                keys.computeIfAbsent(key.table(), table -> new ArrayList<>()).add(unit);
            }
        }
    }

    private void refer(String table, String target) {
        references.computeIfAbsent(table, from -> new LinkedHashSet<>()).add(target);
    }

    /** Adds a unit to the table that it belongs to, if that is new and both can be joined. */
    private boolean declare(String table, ChangeUnit unit) {
        List<ChangeUnit> creation = tables.get(table);
        if (creation == null || statement(creation, List.of(unit)).isEmpty()) {
            return false;
        }
        creation.add(unit);
        return true;
    }

    private Optional<String> statement(List<ChangeUnit> creation, List<ChangeUnit> additions) {
        List<Clause> clauses = additions.stream()
                .flatMap(unit -> Alteration.clause(unit, known).stream())
                .toList();
        List<String> statements = creation.get(0).statements();
        return statements.size() == 1 && clauses.size() == additions.size()
                ? known.declare(statements.get(0), clauses)
                : Optional.empty();
    }

    /** Whether a table has to be there before another; one that points to itself does not wait for itself. */
    private boolean leadsBack(String from, String table) {
        return !from.equals(table)
                && references.getOrDefault(from, Set.of()).stream()
                        .anyMatch(next -> next.equals(table) || (!next.equals(from) && leadsBack(next, table)));
    }

    private List<ChangeUnit> inOrder() {
        List<ChangeUnit> ordered = new ArrayList<>();
        Set<String> made = new LinkedHashSet<>();
        tables.keySet().forEach(table -> make(table, made, ordered));
        indexes.values().forEach(units -> ordered.addAll(Alteration.of(units, known)));
        keys.values().forEach(units -> ordered.addAll(Alteration.of(units, known)));
        return ordered;
    }

    private void make(String table, Set<String> made, List<ChangeUnit> ordered) {
        List<ChangeUnit> creation = tables.get(table);
        if (creation == null || !made.add(table)) {
            return;
        }
        references.getOrDefault(table, Set.of()).forEach(target -> make(target, made, ordered));
        ordered.add(joined(creation));
    }

    private ChangeUnit joined(List<ChangeUnit> creation) {
        return creation.size() == 1
                ? creation.get(0)
                : Alteration.joined(
                        creation,
                        statement(creation, creation.subList(1, creation.size()))
                                .orElseThrow());
    }
}
