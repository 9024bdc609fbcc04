/** State, catalogue and request in; steps, nothing to do, or a refusal out. Pure. */
@NullMarked
package dev.dbsync.agent.planning;

import org.jspecify.annotations.NullMarked;
