/** One class for each thing that is measured. */
@NullMarked
package dev.dbsync.agent.bench.topic;

import org.jspecify.annotations.NullMarked;
