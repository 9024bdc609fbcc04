/** What a database's rows say about the readiness for an upgrade, by the questions of its catalogue. */
@NullMarked
package dev.dbsync.agent.readiness;

import org.jspecify.annotations.NullMarked;
