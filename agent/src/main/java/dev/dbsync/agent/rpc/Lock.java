package dev.dbsync.agent.rpc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Description("Who holds a database's lock, as far as the database tells.")
public record Lock(
        @Description("The holder's host.") @Nullable String host,
        @Description("Since when.") @Nullable Instant since,
        @Description("The operation that it is held for.") @Nullable String operation) {}
