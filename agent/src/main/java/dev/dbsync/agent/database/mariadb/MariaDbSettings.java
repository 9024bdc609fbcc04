package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SessionChanges;
import dev.dbsync.agent.database.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Numeric variables of a session, those of them that its server knows, as it prints them. */
final class MariaDbSettings implements SessionSettings {
    private final Map<String, String> values;

    MariaDbSettings(Map<String, String> values) {
        this.values = Map.copyOf(values);
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
