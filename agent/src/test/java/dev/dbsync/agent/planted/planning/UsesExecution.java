package dev.dbsync.agent.planted.planning;

import dev.dbsync.agent.planted.execution.Runs;

record UsesExecution(Runs runs) {}
