@NullMarked
package dev.dbsync.agent.logging;

import org.jspecify.annotations.NullMarked;
