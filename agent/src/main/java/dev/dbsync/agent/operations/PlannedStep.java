package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.vocabulary.Description;
import java.util.List;

/** A step as a plan shows it. */
@Description(name = "Step", value = "One step of a plan.")
public record PlannedStep(
        @Description("What it is.") Step.Kind kind,
        @Description("The legacy version or the revision.") String id,
        @Description("What it is for.") String description,
        @Description(
                        "The SQL that a sync sends, in that order, without writes to control tables; empty when not asked for.")
                List<String> statements,
        @Description("What it does to what is there.") Effect effect,
        @Description("What it costs those who use the tables that are there.") List<Impact> impact) {
    /** An older agent does not tell of the impact. */
    public PlannedStep {
        statements = List.copyOf(statements);
        impact = impact == null ? List.of() : List.copyOf(impact);
    }

    static PlannedStep of(ResolvedStep resolved, List<Impact> impact) {
        Step step = resolved.step();
        return new PlannedStep(
                step.kind(), step.id(), step.description(), resolved.statements(), resolved.effect(), impact);
    }

    PlannedStep withoutSql() {
        return new PlannedStep(kind, id, description, List.of(), effect, impact);
    }
}
