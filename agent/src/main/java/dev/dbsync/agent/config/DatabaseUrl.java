package dev.dbsync.agent.config;

import dev.dbsync.agent.database.DatabaseAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code url} of a database: SQLAlchemy's, as in nova.conf, or JDBC's. */
final class DatabaseUrl {

    private static final Set<String> POSTGRESQL = Set.of("postgresql", "postgresql+psycopg2", "postgresql+psycopg");
    private static final Set<String> MARIADB =
            Set.of("mysql", "mysql+pymysql", "mysql+mysqldb", "mariadb", "mariadb+pymysql", "mariadb+mysqldb");

    private DatabaseUrl() {}

    static DatabaseAddress parse(String text) throws UnusableValueException {
        if (text.startsWith("jdbc:")) {
            return JdbcUrl.parse(text);
        }
        SqlAlchemyUrl url = SqlAlchemyUrl.parse(text);
        if (POSTGRESQL.contains(url.dialect())) {
            return new PostgresqlUrl(url).toAddress();
        }
        if (MARIADB.contains(url.dialect())) {
            return new MariaDbUrl(url).toAddress();
        }
        throw unsupported(url.dialect());
    }

    static UnusableValueException unsupported(@Nullable String dialect) {
        return new UnusableValueException(new Complaint(
                dialect,
                "is not a database that this agent serves",
                "write postgresql:// (+psycopg2, +psycopg), mysql:// or mariadb:// (+pymysql, +mysqldb), "
                        + "jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql: or jdbc:h2:"));
    }
}
