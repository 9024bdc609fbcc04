/** Several agents at one database: all at once, with one that dies, with one that stands still. */
@NullMarked
package dev.dbsync.agent.chaos.crowd;

import org.jspecify.annotations.NullMarked;
