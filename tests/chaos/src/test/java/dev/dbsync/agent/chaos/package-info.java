/** The agent, broken on purpose: killed at each statement, stampeded, stopped, cut off. */
@NullMarked
package dev.dbsync.agent.chaos;

import org.jspecify.annotations.NullMarked;
