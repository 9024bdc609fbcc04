package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.readiness.ReadinessFinding;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.DatabaseStateName;
import dev.dbsync.agent.state.Position;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.vocabulary.Description;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a sync would do to a configured database. */
@Description(name = "Plan", value = "What a sync would do to one database.")
public record DatabasePlan(
        @Description("The database's name in the configuration.") String name,
        @Description("Its state.") DatabaseStateName state,
        @Description("Where it stands; null when that cannot be told.") @Nullable Position from,
        @Description("The revision that it would be at; null when that cannot be told.") @Nullable String to,
        @Description("Whether a sync would change anything.") boolean changes,
        @Description("The steps, in order.") List<PlannedStep> steps,
        @Description("The steps after those, which the request wants to be left for another time.")
                List<PlannedStep> held,
        @Description("Where tables that the steps change are not what the catalogue says.") List<Difference> drift,
        @Description("What there is to do around an upgrade, the most pressing first; null when not asked for.")
                @Nullable
                List<ReadinessFinding> readiness,
        @Description("A name for what would be done to it, the same for databases to which the same is done.")
                String digest,
        @Description("Whether it is an embedded database, for trying things out, and so none of Nova's.") boolean trial,
        @Description("Why a sync would refuse it.") @Nullable Problem error) {
    public DatabasePlan {
        steps = List.copyOf(steps);
        held = held == null ? List.of() : List.copyOf(held);
        drift = drift == null ? List.of() : List.copyOf(drift);
        readiness = readiness == null ? null : List.copyOf(readiness);
    }

    /**
     * A plan as it is told.
     *
     * @param impacts of the steps, and then of those that are held
     * @param readiness what there is to do around an upgrade; null when not asked for
     */
    static DatabasePlan of(
            ManagedDatabase database,
            Planned planned,
            List<List<Impact>> impacts,
            @Nullable List<ReadinessFinding> readiness) {
        String name = database.name();
        List<ResolvedStep> all =
                Stream.concat(planned.steps().stream(), planned.held().stream()).toList();
        List<PlannedStep> told = IntStream.range(0, all.size())
                .mapToObj(place -> PlannedStep.of(all.get(place), impacts.get(place)))
                .toList();
        return new DatabasePlan(
                name,
                planned.state().name(),
                planned.state().position(),
                planned.to(),
                !planned.steps().isEmpty(),
                told.subList(0, planned.steps().size()),
                told.subList(planned.steps().size(), told.size()),
                planned.drift(),
                readiness,
                planned.transition(),
                database.source().engine().filter(Engine.H2::equals).isPresent(),
                planned.plan() instanceof Plan.Refused refused
                        ? refused.problem().of(name)
                        : null);
    }

    /** What would be done, in one sentence. */
    String describe() {
        return Failures.would(steps.stream().map(PlannedStep::id).toList(), to);
    }

    /** The same, without the statements. */
    public DatabasePlan withoutSql() {
        return new DatabasePlan(
                name,
                state,
                from,
                to,
                changes,
                steps.stream().map(PlannedStep::withoutSql).toList(),
                held.stream().map(PlannedStep::withoutSql).toList(),
                drift,
                readiness,
                digest,
                trial,
                error);
    }
}
