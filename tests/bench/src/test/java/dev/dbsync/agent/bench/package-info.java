/** A smoke check of the bench: that it works, not how fast anything is. */
@NullMarked
package dev.dbsync.agent.bench;

import org.jspecify.annotations.NullMarked;
