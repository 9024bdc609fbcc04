/** Who may call, and what for: roles, tokens and the names of certificates, in files that are read anew when they change. */
@NullMarked
package dev.dbsync.agent.access;

import org.jspecify.annotations.NullMarked;
