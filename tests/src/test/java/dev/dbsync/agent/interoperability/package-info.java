/** The agent and Nova's own tool on the same databases, in turn. */
@NullMarked
package dev.dbsync.agent.interoperability;

import org.jspecify.annotations.NullMarked;
