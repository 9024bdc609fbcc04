package dev.dbsync.agent.planted.control;

import dev.dbsync.agent.planted.state.UsesControl;

public record UsesState(UsesControl state) {}
