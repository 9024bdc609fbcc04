/** The agent as a process, used as its users do. */
@NullMarked
package dev.dbsync.agent.system;

import org.jspecify.annotations.NullMarked;
