/**
 * What JDBC drivers lack of what Nova's connection strings ask for: Unix sockets, clients' keys in PEM form, a limit on all of a log-in,
 * connections that can be given up.
 */
@NullMarked
package dev.dbsync.agent.database.driver;

import org.jspecify.annotations.NullMarked;
