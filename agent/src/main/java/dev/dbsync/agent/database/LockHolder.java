package dev.dbsync.agent.database;

import dev.dbsync.agent.vocabulary.Description;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who holds the lock of a database, as far as the engine lets others see. */
@Description(name = "Lock", value = "Who holds a database's lock, as far as the database tells.")
public record LockHolder(
        @Description("The agent that holds it, or the host that its connection comes from.") String host,
        @Description("Since when.") @Nullable Instant since,
        @Description("The operation that it is held for.") @Nullable String operation) {}
