/** The commands: what they ask of an agent, running or put together in this process, and how they show its answers. */
@NullMarked
package dev.dbsync.agent.cli;

import org.jspecify.annotations.NullMarked;
