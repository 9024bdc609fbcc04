@NullMarked
package dev.dbsync.agent.supervision;

import org.jspecify.annotations.NullMarked;
