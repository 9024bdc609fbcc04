package dev.dbsync.agent.execution.liquibase;

import java.util.Arrays;
import liquibase.database.Database;
import liquibase.database.core.H2Database;
import liquibase.database.core.MariaDBDatabase;
import liquibase.database.core.PostgresDatabase;

/** The engines that changelogs are compiled for, each under Liquibase's own name for it. */
enum Engine {
    POSTGRESQL("postgresql"),
    MARIADB("mariadb"),
    H2("h2");

    private final String shortName;

    Engine(String shortName) {
        this.shortName = shortName;
    }

    static Engine named(String shortName) {
        return Arrays.stream(values())
                .filter(engine -> engine.shortName.equals(shortName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "engine is \"" + shortName + "\"; it must be postgresql, mariadb or h2"));
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
