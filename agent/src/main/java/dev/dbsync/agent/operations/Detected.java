package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.ServerVersion;
import dev.dbsync.agent.state.DatabaseState;
import java.util.Optional;

/**
 * What was found out about a database.
 *
 * @param state where it stands
 * @param server what its server says it is
 * @param holder who holds its lock, if anybody
 */
public record Detected(DatabaseState state, ServerVersion server, Optional<LockHolder> holder) {}
