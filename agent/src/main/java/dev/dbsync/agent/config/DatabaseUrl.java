package dev.dbsync.agent.config;

import dev.dbsync.agent.database.DatabaseAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A database's URL: SQLAlchemy's, as in nova.conf, or JDBC's; how much it may say depends on who wrote it. */
final class DatabaseUrl {
    private static final Set<String> POSTGRESQL = Set.of("postgresql", "postgresql+psycopg2", "postgresql+psycopg");
    private static final Set<String> MARIADB =
            Set.of("mysql", "mysql+pymysql", "mysql+mysqldb", "mariadb", "mariadb+pymysql", "mariadb+mysqldb");

    private DatabaseUrl() {}

    /** A URL of dbsync.conf. */
    static DatabaseAddress ofOperator(String text) throws UnusableValueException {
        return text.startsWith(JdbcUrl.PREFIX) ? JdbcUrl.parse(text) : ofNovaConf(text);
    }

    /** A URL of a file of Nova's: SQLAlchemy's, which may name an option file. */
    static DatabaseAddress ofNovaConf(String text) throws UnusableValueException {
        return translated(OptionFile.complete(parsed(text)));
    }

    /** A URL of a row of {@code cell_mappings}, which whoever may write that table wrote. */
    static DatabaseAddress ofRow(String text) throws UnusableValueException {
        SqlAlchemyUrl url = parsed(text);
        OptionFile.refuse(url);
        return translated(url);
    }

    private static SqlAlchemyUrl parsed(String text) throws UnusableValueException {
        if (text.startsWith(JdbcUrl.PREFIX)) {
            throw new UnusableValueException(new Complaint(
                    "is a jdbc: URL, which is taken from url in dbsync.conf alone",
                    "write it as Nova has it, dialect://user:password@host:port/database"));
        }
        return SqlAlchemyUrl.parse(text);
    }

    private static DatabaseAddress translated(SqlAlchemyUrl url) throws UnusableValueException {
        try {
            if (POSTGRESQL.contains(url.dialect())) {
                return new PostgresqlUrl(url).toAddress();
            }
            if (MARIADB.contains(url.dialect())) {
                return new MariaDbUrl(url).toAddress();
            }
        } catch (IllegalArgumentException unwritable) {
            // What the translation passes on, and no driver may be told.
            throw new UnusableValueException(new Complaint(
                    "has characters in a name, an address or a path that a JDBC driver could misread",
                    "write plain ones"));
        }
        throw unsupported(url.dialect());
    }

    static UnusableValueException unsupported(@Nullable String dialect) {
        return new UnusableValueException(new Complaint(
                dialect,
                "is not a database that this agent serves",
                "write postgresql:// (+psycopg2, +psycopg), mysql:// or mariadb:// (+pymysql, +mysqldb); in dbsync.conf"
                        + " also jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql: or jdbc:h2:"));
    }
}
