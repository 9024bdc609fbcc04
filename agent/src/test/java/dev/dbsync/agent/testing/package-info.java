/** Fixtures shared by all tests: real database servers, reference schemas, Nova's own tool, and rows to lose. */
@NullMarked
package dev.dbsync.agent.testing;

import org.jspecify.annotations.NullMarked;
