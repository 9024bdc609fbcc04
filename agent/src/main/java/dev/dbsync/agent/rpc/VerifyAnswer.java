package dev.dbsync.agent.rpc;

import dev.dbsync.agent.operations.DatabaseVerification;
import dev.dbsync.agent.vocabulary.Description;
import java.util.List;

@Description("How live schemas compare with what the catalogues say for them.")
public record VerifyAnswer(
        @Description("Whether all of them are what they should be.") boolean clean,
        @Description("Each database.") List<DatabaseVerification> databases) {

    public VerifyAnswer {
        databases = List.copyOf(databases);
    }
}
