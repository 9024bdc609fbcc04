package dev.dbsync.agent.rpc;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Description("Where one database stands.")
public record Status(
        @Description("The database's name in the configuration.") String name,
        @Description("The catalogue that it follows.") String catalog,
        @Description("Its server; null when it cannot be reached.") @Nullable Engine engine,
        @Description("Its state.") DatabaseStateName state,
        @Description("The legacy version that is recorded.") @Nullable Integer legacyVersion,
        @Description("The revision that is recorded.") @Nullable String revision,
        @Description("The newest revision of the catalogue.") String head,
        @Description("How many steps a sync to head would run; 0 where it would be refused.") int pending,
        @Description("Whether the database is at head.") boolean upToDate,
        @Description("Who holds its lock; null when nobody does.") @Nullable Lock lock,
        @Description("The operation of this agent that is at work on it.") @Nullable String operation,
        @Description("What is wrong with it.") @Nullable Problem error) {

    public Status {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must name the database, but is blank");
        }
        Objects.requireNonNull(state, "state");
        if (pending < 0) {
            throw new IllegalArgumentException("pending of " + name + " must count steps, but is " + pending);
        }
    }
}
