/** A sync, or Nova's own tool, killed at every moment, and the next sync, which has to finish what was left. */
@NullMarked
package dev.dbsync.agent.chaos.kill;

import org.jspecify.annotations.NullMarked;
