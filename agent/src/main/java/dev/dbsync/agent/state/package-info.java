/** The states that a database can be found in, and the rules that tell them from what was observed. */
@NullMarked
package dev.dbsync.agent.state;

import org.jspecify.annotations.NullMarked;
