package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.database.Engine;
import liquibase.database.Database;
import liquibase.database.core.H2Database;
import liquibase.database.core.MariaDBDatabase;
import liquibase.database.core.PostgresDatabase;

/** The engines that changelogs are compiled for, each as Liquibase describes it. */
enum TargetEngine {
    POSTGRESQL,
    MARIADB,
    H2;

    static TargetEngine of(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> POSTGRESQL;
            case MARIADB -> MARIADB;
            case H2 -> H2;
        };
    }

    /** A description of the engine without a connection, of its newest version, that leaves schema names out of SQL. */
    Database offline() {
        Database database =
                switch (this) {
                    case POSTGRESQL -> new PostgresDatabase();
                    case MARIADB -> new MariaDBDatabase();
                    case H2 -> new H2Database();
                };
        database.setOutputDefaultSchema(false);
        database.setOutputDefaultCatalog(false);
        return database;
    }

    ColumnTypes types() {
        return switch (this) {
            case POSTGRESQL -> new PostgresqlTypes();
            case MARIADB -> new MariadbTypes();
            case H2 -> new H2Types();
        };
    }

    /** Whether a step that stopped part-way leaves nothing behind; where not, each unit must be told done from undone. */
    boolean transactionalDdl() {
        return this == POSTGRESQL;
    }
}
