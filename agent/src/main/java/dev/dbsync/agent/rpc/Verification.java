package dev.dbsync.agent.rpc;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Description("How the live schema of one database compares with its catalogue.")
public record Verification(
        @Description("The database's name in the configuration.") String name,
        @Description("Its state.") DatabaseStateName state,
        @Description("The revision whose schema it should have; null when its state does not tell.") @Nullable
                String revision,
        @Description("Where it is not that schema.") List<SchemaDifference> differences,
        @Description("Why there is nothing to hold it against.") @Nullable Problem error) {

    public Verification {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must name the database, but is blank");
        }
        Objects.requireNonNull(state, "state");
        differences = List.copyOf(differences);
    }
}
