/** What is measured on: servers, databases, the agent as it is installed, and the programs that call it. */
@NullMarked
package dev.dbsync.agent.bench.ground;

import org.jspecify.annotations.NullMarked;
