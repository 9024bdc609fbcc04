/** What the agent is compared with: raw SQL, a stock Liquibase, Nova's own tool, a bare web server, bare queries. */
@NullMarked
package dev.dbsync.agent.bench.peer;

import org.jspecify.annotations.NullMarked;
