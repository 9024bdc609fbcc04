package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Numeric variables of a session, those of them that its server knows. */
final class MariaDbSettings implements SessionSettings {
    private final Map<String, Long> values;

    MariaDbSettings(Map<String, Long> values) {
        this.values = Map.copyOf(values);
    }

    @Override
    public Undo apply(Connection connection) throws SQLException {
        Map<String, Long> before = current(connection);
        Map<String, Long> known = new LinkedHashMap<>(values);
        known.keySet().retainAll(before.keySet());
        set(connection, known);
        return () -> set(connection, before);
    }

    private Map<String, Long> current(Connection connection) throws SQLException {
        String names = values.keySet().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        Map<String, Long> current = new LinkedHashMap<>();
        Queries.list(
                connection,
                "show session variables where variable_name in (" + names + ")",
                row -> current.put(row.getString(1), row.getLong(2)));
        return current;
    }

    private static void set(Connection connection, Map<String, Long> values) throws SQLException {
        String list = values.entrySet().stream()
                .map(setting -> "session " + setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining(", "));
        if (!list.isEmpty()) {
            Queries.update(connection, "set " + list);
        }
    }
}
