/** Carries out steps on a connection that is handed in, one at a time, each converging on what it should leave. */
@NullMarked
package dev.dbsync.agent.execution;

import org.jspecify.annotations.NullMarked;
