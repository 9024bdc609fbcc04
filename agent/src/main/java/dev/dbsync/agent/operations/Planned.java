package dev.dbsync.agent.operations;

import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.DatabaseState;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan, and the statements that carrying it out would send.
 *
 * @param state the state that it starts from
 * @param plan the plan; refused where the live schema does not let its steps be run
 * @param steps the plan's steps with what is left of each to run; empty unless there is something to do
 * @param held those after them, which the request wants to be left for another time
 * @param drift where the tables that the steps change are not what the catalogue says
 * @param history which history the steps are of, and on which engine: {@code nova/api on mariadb}
 */
public record Planned(
        DatabaseState state,
        Plan plan,
        List<ResolvedStep> steps,
        List<ResolvedStep> held,
        List<Difference> drift,
        String history) {
    public Planned {
        steps = List.copyOf(steps);
        held = List.copyOf(held);
        drift = List.copyOf(drift);
    }

    /** A plan without steps. */
    Planned(DatabaseState state, Plan plan) {
        this(state, plan, List.of(), List.of(), List.of(), "");
    }

    /** The same for a database whose tables have to be what the catalogue says: refused where one is not. */
    Planned refusingDrift() {
        return drift.isEmpty() ? this : new Planned(state, new Plan.Refused(Failures.drifted(drift)));
    }

    /** The same up to the first step that has one of these effects. */
    Planned heldBefore(Set<Effect> effects) {
        for (int place = 0; place < steps.size(); place++) {
            if (effects.contains(steps.get(place).effect())) {
                return new Planned(
                        state, plan, steps.subList(0, place), steps.subList(place, steps.size()), drift, history);
            }
        }
        return this;
    }

    /**
     * A name for what the steps do, to the letter of each statement: the same for databases that are of one history, on one
     * engine, and at one place.
     */
    String transition() {
        return PlanDigest.hash(Stream.concat(
                        Stream.of(history, state.position().toString(), String.valueOf(to())),
                        steps.stream().flatMap(Planned::words))
                .toList());
    }

    private static Stream<String> words(ResolvedStep step) {
        return Stream.concat(Stream.of(step.step().kind().name(), step.step().id()), step.statements().stream());
    }

    /** The revision that the database has afterwards; null where the plan is refused, or where that is none. */
    @Nullable
    String to() {
        if (held.isEmpty()) {
            return plan.to();
        }
        return steps.isEmpty() || steps.get(steps.size() - 1).step().kind() == Step.Kind.LEGACY
                ? state.position().revision()
                : steps.get(steps.size() - 1).step().id();
    }
}
