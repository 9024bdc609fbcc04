@NullMarked
package dev.dbsync.agent.cli;

import org.jspecify.annotations.NullMarked;
