package dev.dbsync.agent.planted.detection;

import dev.dbsync.agent.planted.operations.Submits;

record UsesOperations(Submits submits) {}
