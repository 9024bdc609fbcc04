/** PostgreSQL's dialect. */
@NullMarked
package dev.dbsync.agent.database.postgresql;

import org.jspecify.annotations.NullMarked;
