/** The agent's entry point, and the wiring of its parts by hand in one place. */
@NullMarked
package dev.dbsync.agent;

import org.jspecify.annotations.NullMarked;
