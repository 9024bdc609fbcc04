package dev.dbsync.agent.operations;

import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.Observation;

/**
 * What was seen under the lock.
 *
 * @param observation what tables and control tables hold
 * @param state what that means
 */
record Sighting(Observation observation, DatabaseState state) {}
