package dev.dbsync.agent.rpc;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Description("What an operation did to one database.")
public record DatabaseResult(
        @Description("The database's name in the configuration.") String name,
        @Description("How far the operation is with it.") OperationState state,
        @Description("Whether it was changed.") boolean changed,
        @Description("Where it stood before; null while that is not known.") @Nullable Position from,
        @Description("The revision that it is brought to; null while that is not known.") @Nullable String to,
        @Description("The steps that were applied, in order.") List<Applied> applied,
        @Description("What is wrong with it.") @Nullable Problem error,
        @Description("What is worth knowing though nothing is wrong, such as a target that was already passed.")
                @Nullable
                String message) {

    public DatabaseResult {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must name the database, but is blank");
        }
        Objects.requireNonNull(state, "state");
        applied = List.copyOf(applied);
    }
}
