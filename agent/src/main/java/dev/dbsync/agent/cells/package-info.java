/** Nova's cells, as its api database names them: their names, and what their URLs mean. Pure. */
@NullMarked
package dev.dbsync.agent.cells;

import org.jspecify.annotations.NullMarked;
