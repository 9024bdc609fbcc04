/** How the log looks: its level, its form, and what each line carries. The only place that knows Logback. */
@NullMarked
package dev.dbsync.agent.logging;

import org.jspecify.annotations.NullMarked;
