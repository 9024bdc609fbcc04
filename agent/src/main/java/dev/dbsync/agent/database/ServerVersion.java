package dev.dbsync.agent.database;

import dev.dbsync.agent.vocabulary.Description;

/** What a server says it is, such as {@code PostgreSQL} {@code 15.18}. */
@Description(name = "Engine", value = "The database's server.")
public record ServerVersion(
        @Description("Its product's name.") String product,
        @Description("Its version.") String version,
        @Description("Whether it takes no writes, as a standby does.") Boolean readOnly) {

    /** An agent of before it was told does not say. */
    public ServerVersion {
        readOnly = Boolean.TRUE.equals(readOnly);
    }
}
