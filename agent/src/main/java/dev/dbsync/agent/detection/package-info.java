/** Read-only probes that find out where a database stands. */
@NullMarked
package dev.dbsync.agent.detection;

import org.jspecify.annotations.NullMarked;
