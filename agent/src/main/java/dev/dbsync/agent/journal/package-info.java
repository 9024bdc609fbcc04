/** Operations on disk: one file each, of events as JSON lines, locked by the process that writes it. */
@NullMarked
package dev.dbsync.agent.journal;

import org.jspecify.annotations.NullMarked;
