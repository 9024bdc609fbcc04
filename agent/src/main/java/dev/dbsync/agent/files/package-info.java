/** Files whose names come from outside: read without being held up, and only where nobody else may write them. */
@NullMarked
package dev.dbsync.agent.files;

import org.jspecify.annotations.NullMarked;
