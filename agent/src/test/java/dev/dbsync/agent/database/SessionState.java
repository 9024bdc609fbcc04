package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/** All settings of a session, as its server has them: for tests of who leaves one as it was. */
final class SessionState {
    /** What changes with each statement. */
    private static final Pattern PASSING =
            Pattern.compile("(timestamp|pseudo_thread_id|rand_seed\\d|gtid\\w*|last\\w*|statement_id) = ");

    private SessionState() {}

    static List<String> of(Engine engine, Connection connection) throws SQLException {
        String settings =
                switch (engine) {
                    case POSTGRESQL -> "select name, setting from pg_settings order by name";
                    case MARIADB -> "show session variables";
                    case H2 -> throw new IllegalArgumentException("H2's sessions have no settings of ours");
                };
        return Queries.list(connection, settings, SessionState::setting).stream()
                .filter(setting -> !PASSING.matcher(setting).lookingAt())
                .toList();
    }

    private static String setting(ResultSet row) throws SQLException {
        return row.getString(1) + " = " + row.getString(2);
    }
}
