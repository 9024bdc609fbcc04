/** Tests of the compiler and of the packaged catalogues' changelogs. */
@NullMarked
package dev.dbsync.agent.execution.liquibase;

import org.jspecify.annotations.NullMarked;
