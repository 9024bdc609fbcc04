/** What the fixtures of bad networks and of clusters are good for. */
@NullMarked
package dev.dbsync.agent.chaos.network;

import org.jspecify.annotations.NullMarked;
