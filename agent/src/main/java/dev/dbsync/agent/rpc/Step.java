package dev.dbsync.agent.rpc;

import java.util.List;
import java.util.Objects;

@Description("One step of a plan.")
public record Step(
        @Description("What it is.") StepKind kind,
        @Description("The legacy version or the revision.") String id,
        @Description("What it is for.") String description,
        @Description(
                        "The SQL that a sync sends, in that order, without writes to control tables; empty when not asked for.")
                List<String> statements,
        @Description("What it does to what is there.") StepEffect effect) {

    public Step {
        Objects.requireNonNull(kind, "kind");
        if (id.isBlank()) {
            throw new IllegalArgumentException("id of a " + kind + " step must not be blank");
        }
        statements = List.copyOf(statements);
        Objects.requireNonNull(effect, "effect");
    }
}
