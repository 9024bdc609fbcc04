package dev.dbsync.agent.pages;

import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.rpc.StatusAnswer;
import dev.dbsync.agent.state.DatabaseStateName;
import java.util.List;

/**
 * Whether the agent can do its work, for monitors: its configuration is loaded, and of every database it is known where it
 * stands or why that cannot be told.
 */
public record Readiness(String status, String agent, List<ReleasePosition> databases) {

    /** Where one database stands. */
    public record ReleasePosition(String name, DatabaseStateName state, boolean reachable) {}

    public Readiness {
        databases = List.copyOf(databases);
    }

    /** As the answer to {@code status} of all databases tells it. */
    public static Readiness of(StatusAnswer answer) {
        return new Readiness(
                "ready",
                answer.agent().name(),
                answer.databases().stream().map(Readiness::standing).toList());
    }

    private static ReleasePosition standing(DatabaseStatus status) {
        return new ReleasePosition(status.name(), status.state(), status.state() != DatabaseStateName.UNREACHABLE);
    }
}
