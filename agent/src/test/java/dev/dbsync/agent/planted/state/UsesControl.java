package dev.dbsync.agent.planted.state;

import dev.dbsync.agent.planted.control.UsesState;
import org.jspecify.annotations.Nullable;

public record UsesControl(@Nullable UsesState control) {}
