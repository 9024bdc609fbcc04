package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.LockTimeouts;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SessionChanges;
import dev.dbsync.agent.database.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Variables of a session whose values are numbers or words, those of them that its server knows. */
final class MariaDbSettings implements SessionSettings {
    private final Map<String, String> values;

    MariaDbSettings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Of a session that is going to change tables.
     *
     * @param more what it needs beside that
     */
    static MariaDbSettings ofChanges(Map<String, String> more) {
        Map<String, String> values = new LinkedHashMap<>(more);
        values.put("wait_timeout", String.valueOf(LockTimeouts.SILENCE.toSeconds()));
        values.put("lock_wait_timeout", MariaDbTableLocks.LONGEST_WAIT);
        // An account's own limit is meant for others: a change takes as long as it takes.
        values.put("max_statement_time", "0");
        // A table whose past rows are kept is a table like others; they stay, and follow the change.
        values.put("system_versioning_alter_history", "KEEP");
        return new MariaDbSettings(values);
    }

    @Override
    public void apply(SessionChanges session) throws SQLException {
        Connection connection = session.connection();
        Map<String, String> before = current(connection);
        Map<String, String> known = new LinkedHashMap<>(values);
        known.keySet().retainAll(before.keySet());
        session.make(() -> set(connection, known), () -> set(connection, before));
    }

    private Map<String, String> current(Connection connection) throws SQLException {
        String names = values.keySet().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        Map<String, String> current = new LinkedHashMap<>();
        Queries.list(
                connection,
                "show session variables where variable_name in (" + names + ")",
                row -> current.put(row.getString(1), row.getString(2)));
        return current;
    }

    private static void set(Connection connection, Map<String, String> values) throws SQLException {
        String list = values.entrySet().stream()
                .map(setting -> "session " + setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining(", "));
        if (!list.isEmpty()) {
            Queries.update(connection, "set " + list);
        }
    }
}
