/** The dialect of the embedded H2. */
@NullMarked
package dev.dbsync.agent.database.h2;

import org.jspecify.annotations.NullMarked;
