/** What JDBC drivers lack of what Nova's connection strings ask for: Unix sockets, clients' keys in PEM form, connections that can be given up. */
@NullMarked
package dev.dbsync.agent.database.driver;

import org.jspecify.annotations.NullMarked;
