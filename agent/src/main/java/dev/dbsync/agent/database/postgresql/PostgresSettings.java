package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.SessionChanges;
import dev.dbsync.agent.database.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings of a session, those of them that its server knows. Sent in one statement each way. */
final class PostgresSettings implements SessionSettings {
    private static final String SET =
            """
            select v.name, pg_catalog.current_setting(v.name), pg_catalog.set_config(v.name, v.value, false)
              from (values %s) as v(name, value)
             where exists (select from pg_catalog.pg_settings s where s.name = v.name)
            """;

    private final Map<String, String> values;

    PostgresSettings(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    @Override
    public void apply(SessionChanges session) throws SQLException {
        Map<String, String> before = new TreeMap<>();
        Connection connection = session.connection();
        session.make(() -> before.putAll(set(connection, values)), () -> set(connection, before));
    }

    /** Sets values, and answers those of before. */
    private static Map<String, String> set(Connection connection, Map<String, String> values) throws SQLException {
        String places =
                String.join(", ", values.keySet().stream().map(name -> "(?, ?)").toList());
        Object[] parameters = values.entrySet().stream()
                .flatMap(setting -> List.of(setting.getKey(), setting.getValue()).stream())
                .toArray();
        Map<String, String> before = new TreeMap<>();
        Queries.list(
                connection, SET.formatted(places), row -> before.put(row.getString(1), row.getString(2)), parameters);
        return before;
    }
}
