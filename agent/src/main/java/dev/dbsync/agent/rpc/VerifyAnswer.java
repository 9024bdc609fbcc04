package dev.dbsync.agent.rpc;

import java.util.List;

@Description("How live schemas compare with what the catalogues say for them.")
public record VerifyAnswer(
        @Description("Whether all of them are what they should be.") boolean clean,
        @Description("Each database.") List<Verification> databases) {

    public VerifyAnswer {
        databases = List.copyOf(databases);
    }
}
