/** Inputs from outside that are not quite what they should be: fixed ones in each run, more with {@code -Dfuzz.count} and {@code -Dfuzz.seed}. */
@NullMarked
package dev.dbsync.agent.fuzz;

import org.jspecify.annotations.NullMarked;
