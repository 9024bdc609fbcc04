/** Finds the databases that a request means: those of the configuration, of Nova's files, and of Nova's cells. */
@NullMarked
package dev.dbsync.agent.discovery;

import org.jspecify.annotations.NullMarked;
