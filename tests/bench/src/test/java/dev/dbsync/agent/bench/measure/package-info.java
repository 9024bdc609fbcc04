/** Tests of figures and tables. */
@NullMarked
package dev.dbsync.agent.bench.measure;

import org.jspecify.annotations.NullMarked;
