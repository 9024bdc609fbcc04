package dev.dbsync.agent.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Copies tables into another database of the same server, each made by the server's own text for it. */
final class MariaDbClone {

    private MariaDbClone() {}

    static void copyTables(Connection source, List<String> tables, String target) throws SQLException {
        String origin = source.getCatalog();
        try (Statement statement = source.createStatement()) {
            statement.execute("set foreign_key_checks = 0");
            for (String table : tables) {
                String creation = creation(statement, origin, table);
                statement.execute("use " + target);
                statement.execute(creation);
                statement.execute("insert into %1$s.`%3$s` select * from %2$s.`%3$s`".formatted(target, origin, table));
            }
        }
    }

    private static String creation(Statement statement, String origin, String table) throws SQLException {
        try (ResultSet result = statement.executeQuery("show create table %s.`%s`".formatted(origin, table))) {
            result.next();
            return result.getString(2);
        }
    }
}
