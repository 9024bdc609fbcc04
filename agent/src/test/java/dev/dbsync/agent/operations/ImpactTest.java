package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.MariaDbServer;
import dev.dbsync.agent.testing.PostgresServer;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a plan says of a table that is written anew is held against what the server does to it, step by step. */
class ImpactTest {
    private static final String FILES =
            """
            select c.relname, c.relfilenode from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and c.relkind = 'r'
            """;

    /** A table that is copied, or rebuilt in place, gets another number. */
    private static final String NUMBERS =
            "select substring_index(name, '/', -1), table_id from information_schema.innodb_sys_tables where name like '%s/%%'";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 2);
    private final Questions questions = new Questions(workers, 2, operations, new OperationObserver() {});

    @Test
    void isWhatPostgresqlDoes() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            for (String catalogue : List.of("nova/main", "nova/api")) {
                try (TestDatabase database = server.createDatabase();
                        Connection admin = server.admin(database.name())) {
                    compare(database, catalogue, admin, FILES);
                }
            }
        }
    }

    @Test
    void isWhatMariaDbDoes() throws Exception {
        try (MariaDbServer server = MariaDbServer.start()) {
            for (String catalogue : List.of("nova/main", "nova/api")) {
                try (TestDatabase database = server.createDatabase();
                        Connection admin = server.admin(database.name())) {
                    compare(database, catalogue, admin, NUMBERS.formatted(database.name()));
                }
            }
        }
    }

    private void compare(DatabaseUnderTest database, String catalogue, Connection admin, String query)
            throws SQLException {
        Pipelines.sync(
                Pipelines.of(catalogue),
                database,
                Pipelines.of(catalogue).catalog().initial().id());
        int steps = 0;
        while (true) {
            SyncRequest next = request(database, catalogue);
            List<PlannedStep> planned = questions.plan(next).get(0).steps();
            if (planned.isEmpty()) {
                break;
            }
            Map<String, Long> before = numbers(admin, query);
            assertThat(operations.run(next).state()).isEqualTo(OperationState.SUCCEEDED);
            Map<String, Long> after = numbers(admin, query);

            Map<String, Boolean> told = planned.get(0).impact().stream()
                    .filter(impact -> impact.blocks() != Impact.Blocks.EVERYTHING || after.containsKey(impact.object()))
                    .collect(Collectors.toMap(Impact::object, Impact::rewrites));
            Map<String, Boolean> seen = new TreeMap<>(told);
            seen.replaceAll((table, rewrites) -> !Objects.equals(before.get(table), after.get(table)));
            if (planned.get(0).id().equals("d60bddf7a903")) {
                // Dropped, and made anew under the same name.
                seen.remove("share_mapping");
                told.remove("share_mapping");
            }
            assertThat(told).as(catalogue + " " + planned.get(0).id()).isEqualTo(seen);
            before.forEach((table, number) -> assertThat(after.getOrDefault(table, number))
                    .as("what is not told of, in step %s: %s", planned.get(0).id(), table)
                    .satisfies(now -> assertThat(
                                    told.containsKey(table) || now.equals(number) || table.equals("share_mapping"))
                            .isTrue()));
            steps++;
        }
        assertThat(steps).isGreaterThan(1);
    }

    private static Map<String, Long> numbers(Connection admin, String query) throws SQLException {
        Map<String, Long> numbers = new TreeMap<>();
        try (Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                numbers.put(rows.getString(1), rows.getLong(2));
            }
        }
        return numbers;
    }

    private static SyncRequest request(DatabaseUnderTest database, String catalogue) {
        ManagedDatabase managed = new ManagedDatabase(
                "nova",
                Pipelines.of(catalogue),
                new DriverConnectionSource(
                        new DatabaseAddress(database.jdbcUrl(), database.user(), database.password()), "test"),
                SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(1)));
        return new SyncRequest(List.of(managed), "+1", null, Duration.ofSeconds(30));
    }
}
