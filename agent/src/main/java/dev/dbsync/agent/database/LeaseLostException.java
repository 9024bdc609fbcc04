package dev.dbsync.agent.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A lease ran out while its holder stood still, and another has it or had it: nothing more may be written. */
public final class LeaseLostException extends SQLException {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(@Nullable Throwable cause) {
        super("the lease on the database is no longer this operation's", cause);
    }
}
