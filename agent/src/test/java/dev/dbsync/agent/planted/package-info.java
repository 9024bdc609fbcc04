/** Classes that break one rule each, in packages named as the agent's own are: what proves that the rules bite. */
@NullMarked
package dev.dbsync.agent.planted;

import org.jspecify.annotations.NullMarked;
