package dev.dbsync.agent.database;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the lock of a database, as far as the engine lets others see.
 *
 * @param host the agent that holds it, or the host that its connection comes from
 * @param since when it was taken; null where the engine does not tell
 * @param operation the operation that it was taken for; null where the engine does not tell
 */
public record LockHolder(String host, @Nullable Instant since, @Nullable String operation) {}
