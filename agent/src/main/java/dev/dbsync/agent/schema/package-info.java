/** What a database holds and how a change alters it, as pure data: tables, columns, keys, and where a change stands. */
@NullMarked
package dev.dbsync.agent.schema;

import org.jspecify.annotations.NullMarked;
