/** Reads packaged and operator-supplied catalogue folders into catalogues. */
@NullMarked
package dev.dbsync.agent.catalog.loading;

import org.jspecify.annotations.NullMarked;
