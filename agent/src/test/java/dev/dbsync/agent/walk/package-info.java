/** From the initial revision upwards, one revision at a time, with rows in the tables; a check of its own for each. */
@NullMarked
package dev.dbsync.agent.walk;

import org.jspecify.annotations.NullMarked;
