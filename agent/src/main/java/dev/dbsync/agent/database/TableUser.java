package dev.dbsync.agent.database;

import dev.dbsync.agent.vocabulary.Description;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session that is in the way, as far as the server tells. */
@Description(name = "Blocker", value = "A session that is waited for, as far as the server tells.")
public record TableUser(
        @Description("The session's number on the server.") @Nullable String session,
        @Description("Its user.") @Nullable String user,
        @Description("The host that it connects from.") @Nullable String host,
        @Description("Since when its transaction is open.") @Nullable Instant since,
        @Description("What it is doing, in the server's words.") @Nullable String state) {}
