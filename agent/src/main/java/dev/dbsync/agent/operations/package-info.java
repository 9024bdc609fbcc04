/** Operations on configured databases: submitted, joined, observed. */
@NullMarked
package dev.dbsync.agent.operations;

import org.jspecify.annotations.NullMarked;
