package dev.dbsync.agent.operations;

import dev.dbsync.agent.state.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation as it is at one moment. Immutable.
 *
 * @param id its id
 * @param state how far it has come
 * @param startedAt when it was submitted
 * @param finishedAt when it ended; null while it has not
 * @param host the agent that runs it
 * @param progress how far it has come, in units
 * @param databases what it did to each database, in order
 */
public record Operation(
        String id,
        OperationState state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        String host,
        Progress progress,
        List<DatabaseResult> databases) {
    public Operation {
        databases = List.copyOf(databases);
    }

    /** Whether it has changed any database. */
    public boolean changed() {
        return databases.stream().anyMatch(DatabaseResult::changed);
    }

    /** The first problem of its databases; null where none has one. */
    public @Nullable Problem problem() {
        return databases.stream()
                .filter(result -> result.problem() != null)
                .findFirst()
                .map(DatabaseResult::problem)
                .orElse(null);
    }
}
