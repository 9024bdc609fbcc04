package dev.dbsync.agent.rpc;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Description("What a sync would do to one database.")
public record Plan(
        @Description("The database's name in the configuration.") String name,
        @Description("Its state.") DatabaseStateName state,
        @Description("Where it stands; null when that cannot be told.") @Nullable Position from,
        @Description("The revision that it would be at; null when that cannot be told.") @Nullable String to,
        @Description("Whether a sync would change anything.") boolean changes,
        @Description("The steps, in order.") List<Step> steps,
        @Description("Why a sync would refuse it.") @Nullable Problem error) {

    public Plan {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must name the database, but is blank");
        }
        Objects.requireNonNull(state, "state");
        steps = List.copyOf(steps);
    }
}
