/** The agent, broken on purpose: killed at each statement, stampeded, stopped, disconnected. */
@NullMarked
package dev.dbsync.agent.chaos;

import org.jspecify.annotations.NullMarked;
