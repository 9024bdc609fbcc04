package dev.dbsync.agent.execution;

import dev.dbsync.agent.database.TableClauses;
import dev.dbsync.agent.database.TableClauses.Clause;
import dev.dbsync.agent.schema.SchemaChange;
import java.util.List;
import java.util.Optional;

/** Several units that alter one table, as one. */
final class Alteration {
    private Alteration() {}

    /** One unit; the same ones where a statement among them cannot be joined with others. */
    static List<ChangeUnit> of(List<ChangeUnit> units, TableClauses known) {
        List<Clause> clauses =
                units.stream().flatMap(unit -> clause(unit, known).stream()).toList();
        return units.size() == 1 || clauses.size() < units.size()
                ? List.copyOf(units)
                : List.of(joined(units, known.alter(clauses)));
    }

    /** The clause of a unit's only statement. */
    static Optional<Clause> clause(ChangeUnit unit, TableClauses known) {
        return unit.statements().size() == 1 ? known.clause(unit.statements().get(0)) : Optional.empty();
    }

    /** A unit that is known by the first of those that it does the work of. */
    static ChangeUnit joined(List<ChangeUnit> units, String statement) {
        Effect effect = units.stream().map(ChangeUnit::effect).reduce(Effect.NONE, Effect::and);
        List<SchemaChange> changes =
                units.stream().flatMap(unit -> unit.changes().stream()).toList();
        return new ChangeUnit(units.get(0).change(), List.of(statement), effect, changes);
    }
}
