/** The dialect of MariaDB and MySQL. */
@NullMarked
package dev.dbsync.agent.database.mariadb;

import org.jspecify.annotations.NullMarked;
