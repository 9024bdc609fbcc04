/** One class for each control table, and the locks. */
@NullMarked
package dev.dbsync.agent.control;

import org.jspecify.annotations.NullMarked;
