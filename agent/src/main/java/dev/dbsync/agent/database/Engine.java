package dev.dbsync.agent.database;

/** The database engines that the agent knows. MySQL counts as MariaDB, whose dialect and driver serve both. */
public enum Engine {
    /** PostgreSQL 12 or later. */
    POSTGRESQL,
    /** MariaDB 10.6 or later, MySQL 9 or later. */
    MARIADB,
    /** The embedded H2. */
    H2
}
