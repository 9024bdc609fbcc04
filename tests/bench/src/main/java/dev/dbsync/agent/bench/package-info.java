/** The bench: measures the agent against its peers, all in one run, and prints the figures. */
@NullMarked
package dev.dbsync.agent.bench;

import org.jspecify.annotations.NullMarked;
