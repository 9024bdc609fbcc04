/** The only place that knows Liquibase: reads changelogs and turns them into statements for an engine. */
@NullMarked
package dev.dbsync.agent.execution.liquibase;

import org.jspecify.annotations.NullMarked;
