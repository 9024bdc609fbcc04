/** A JDBC driver that stands before the real one in an agent that is to be stopped at a certain statement. */
@NullMarked
package dev.dbsync.agent.chaos.driver;

import org.jspecify.annotations.NullMarked;
