/** Counts and measures what operations and questions do, in Prometheus' terms. */
@NullMarked
package dev.dbsync.agent.metrics;

import org.jspecify.annotations.NullMarked;
