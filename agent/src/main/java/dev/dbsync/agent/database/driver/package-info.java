/** What JDBC drivers lack of what Nova's connection strings ask for: Unix sockets, and clients' keys in PEM form. */
@NullMarked
package dev.dbsync.agent.database.driver;

import org.jspecify.annotations.NullMarked;
