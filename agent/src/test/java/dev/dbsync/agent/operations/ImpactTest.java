package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.database.postgresql.PostgresDialect;
import dev.dbsync.agent.schema.Footprint;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SampleRows;
import dev.dbsync.agent.testing.SharedServers;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a plan says of a table is compared with what the server does to it, step by step and statement by statement: which locks it
 * takes, whether it would let others write, and whether the table is another one afterwards.
 */
@ExtendWith(SharedServers.class)
class ImpactTest {
    private static final String FILES =
            """
            select c.relname, c.relfilenode from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and c.relkind = 'r'
            """;

    /** A table that is copied, or rebuilt in place, gets another number. */
    private static final String NUMBERS =
            "select substring_index(name, '/', -1), table_id from information_schema.%s where name like '%s/%%'";

    /** The strongest lock that a transaction holds on each table that was there before it, as one that it keeps out. */
    private static final String LOCKS =
            """
            select c.relname, max(case l.mode when 'AccessExclusiveLock' then 2
                                              when 'ExclusiveLock' then 1 when 'ShareRowExclusiveLock' then 1 when 'ShareLock' then 1
                                              else 0 end)
              from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
             where l.pid = pg_backend_pid() and n.nspname = 'public' and c.relkind = 'r'
             group by c.relname
            """;

    /** As {@link #LOCKS} counts them. */
    private static final List<Impact.Blocks> LITTLE_TO_MUCH =
            List.of(Impact.Blocks.NOTHING, Impact.Blocks.WRITES, Impact.Blocks.EVERYTHING);

    private static final Pattern ALTERATION =
            Pattern.compile("(?is)(ALTER TABLE|CREATE (?:UNIQUE )?INDEX \\w+ ON) `?(\\w+)`?.*");

    private static final String BESIDE_WRITERS = "LOCK=NONE";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 2);
    private final Questions questions = new Questions(workers, 2, operations, new OperationObserver() {});

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isWhatTheServerDoes(Engine engine) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        for (String catalogue : List.of("nova/main", "nova/api")) {
            try (TestDatabase database = server.createDatabase();
                    Connection admin = server.admin(database.name())) {
                compare(database, catalogue, admin);
            }
        }
    }

    /** As a repair drops one, which no revision of Nova does. */
    @Test
    void ofAForeignKeyThatGoesAlone() throws Exception {
        try (TestDatabase database = SharedServers.of(Engine.POSTGRESQL).createDatabase();
                Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table hosts (id int primary key)");
            statement.execute("create table shares (host int constraint to_hosts references hosts (id))");
            connection.setAutoCommit(false);
            statement.execute("alter table shares drop constraint to_hosts");

            SchemaChange change = new SchemaChange.DropForeignKey("shares", "to_hosts", Set.of("hosts"));
            Map<String, Long> told = new TreeMap<>();
            for (Map.Entry<String, Footprint.Touch> touch :
                    Footprint.of(List.of(change)).entrySet()) {
                Impact.Cost cost = new PostgresDialect().cost(connection, change, touch.getKey(), touch.getValue());
                told.put(touch.getKey(), (long) LITTLE_TO_MUCH.indexOf(cost.blocks()));
            }
            assertThat(told).isEqualTo(numbers(connection, LOCKS)).hasSize(2);
        }
    }

    /** Kinds of tables that Nova does not make, and that operators have made of its own. */
    @ParameterizedTest
    @CsvSource({
        "MARIADB, row_format = compressed, NOTHING, true",
        "MARIADB, 'add fulltext index searched (host)', , true",
        "MARIADB, 'add follows int, add foreign key (follows) references task_log (id) on delete cascade', NOTHING, false",
        "MARIADB, 'row_format = compressed, add follows int, add foreign key (follows) references task_log (id) on delete cascade', NOTHING, true",
        "MARIADB, 'add fulltext index searched (host), add follows int, add foreign key (follows) references task_log (id) on delete cascade', WRITES, true",
        "MARIADB, engine = MyISAM, WRITES, true",
        "MARIADB, comment = 'ours', NOTHING, false"
    })
    void isToldByTheKindOfTable(Engine engine, String kind, Impact.@Nullable Blocks always, boolean rewrites)
            throws Exception {
        Impact.Blocks blocks = always == null ? whileItCopies(SharedServers.of(engine)) : always;
        try (TestDatabase database = SharedServers.of(engine).createDatabase();
                Connection admin = database.server().admin(database.name())) {
            Pipelines.sync(Pipelines.of("nova/main"), database, "d60bddf7a903");
            database.execute("alter table console_auth_tokens " + kind);
            SampleRows.fill(database);

            PlannedStep planned = questions
                    .plan(request(database, "nova/main"))
                    .get(0)
                    .steps()
                    .get(0);

            assertThat(planned.impact()).singleElement().satisfies(impact -> {
                assertThat(impact.object()).isEqualTo("console_auth_tokens");
                assertThat(impact.blocks()).isEqualTo(blocks);
                assertThat(impact.rewrites()).isEqualTo(rewrites);
            });
            assertStatementsSayWhatTheyBlock(database, planned, kind.contains("MyISAM"));
            Map<String, Long> before = numbers(admin, database);
            assertThat(operations.run(request(database, "nova/main")).state()).isEqualTo(OperationState.SUCCEEDED);
            if (before.containsKey("console_auth_tokens")) {
                assertThat(!before.equals(numbers(admin, database))).isEqualTo(rewrites);
            }
        }
    }

    private static Impact.Blocks whileItCopies(DatabaseServer server) throws SQLException {
        return server.version().matches("MariaDB (11\\.[2-9]|1[2-9]\\.).*")
                ? Impact.Blocks.NOTHING
                : Impact.Blocks.WRITES;
    }

    /** MySQL counts how often a table was changed at once, and copies it when the count is full. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB"})
    void isToldByHowOftenMysqlChangedTheTableAtOnce(Engine engine) throws Exception {
        try (TestDatabase database = SharedServers.of(engine).createDatabase();
                Connection admin = database.server().admin(database.name())) {
            assumeTrue(database.server().version().startsWith("MySQL"), "MariaDB keeps no such count");
            Pipelines.sync(Pipelines.of("nova/main"), database, "d60bddf7a903");
            SampleRows.fill(database);
            long limit = 0;
            Map<String, Long> first = numbers(admin, database);
            while (numbers(admin, database).equals(first)) {
                database.execute(
                        "alter table console_auth_tokens " + (limit % 2 == 0 ? "add extra int" : "drop extra"));
                limit++;
            }
            // The last one wrote it anew.
            for (long change = 1; change < limit; change++) {
                boolean there = change % 2 == limit % 2;
                database.execute("alter table console_auth_tokens " + (there ? "drop extra" : "add extra int"));
            }
            Map<String, Long> before = numbers(admin, database);

            assertThat(toldToBeRewritten(admin, database)).isTrue();
            assertThat(operations.run(request(database, "nova/main")).state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(numbers(admin, database)).isNotEqualTo(before);
        }
    }

    private boolean toldToBeRewritten(Connection admin, TestDatabase database) throws SQLException {
        // The count is only told to whoever may see all processes.
        try (Statement statement = admin.createStatement()) {
            statement.execute("grant process on *.* to '%s'@'%%'".formatted(database.user()));
            List<PlannedStep> steps =
                    questions.plan(request(database, "nova/main")).get(0).steps();
            return steps.get(0).impact().get(0).rewrites();
        }
    }

    private void compare(TestDatabase database, String catalogue, Connection admin) throws SQLException {
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
            // MySQL makes an empty table anew rather than count that it was changed at once.
            SampleRows.fill(database);
            if (database.engine() == Engine.POSTGRESQL) {
                assertLocksAreThoseThatAreTold(database, planned.get(0));
            } else {
                assertStatementsSayWhatTheyBlock(database, planned.get(0), false);
            }
            Map<String, Long> before = numbers(admin, database);
            assertThat(operations.run(next).state()).isEqualTo(OperationState.SUCCEEDED);
            Map<String, Long> after = numbers(admin, database);

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

    /** PostgreSQL keeps the locks of a step until it commits, and shows them. */
    private static void assertLocksAreThoseThatAreTold(TestDatabase database, PlannedStep planned) throws SQLException {
        List<String> there = database.tableNames();
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : planned.statements()) {
                statement.execute(sql);
            }
            Map<String, Long> held = numbers(connection, LOCKS);
            held.keySet().retainAll(there);
            held.values().removeIf(kept -> kept == 0);
            connection.rollback();

            Map<String, Long> told = planned.impact().stream().collect(Collectors.toMap(Impact::object, impact ->
                    (long) LITTLE_TO_MUCH.indexOf(impact.blocks())));
            assertThat(held).as(planned.id()).isEqualTo(told);
        }
    }

    /**
     * MariaDB and MySQL refuse a statement that says {@code LOCK=NONE} where they would have to keep writers out. Who is told that
     * nothing waits gets one that says so; where the plan says that writes wait, the server would refuse it. MariaDB from 11.2 on
     * takes it for MyISAM too, where nobody writes while another reads.
     */
    private static void assertStatementsSayWhatTheyBlock(TestDatabase database, PlannedStep planned, boolean myIsam)
            throws SQLException {
        Map<String, Impact.Blocks> told =
                planned.impact().stream().collect(Collectors.toMap(Impact::object, Impact::blocks));
        for (String sql : planned.statements()) {
            Matcher alteration = ALTERATION.matcher(sql);
            if (!alteration.matches()) {
                assertThat(sql).doesNotMatch("(?is)DROP INDEX.*");
                continue;
            }
            boolean nothing = told.get(alteration.group(2)) == Impact.Blocks.NOTHING;
            assertThat(sql.endsWith(BESIDE_WRITERS)).as(sql).isEqualTo(nothing);
            if (!nothing) {
                try (TestDatabase copy = database.server().cloneOf(database)) {
                    if (!myIsam || whileItCopies(database.server()) == Impact.Blocks.WRITES) {
                        assertThatThrownBy(() -> copy.execute(sql + ", " + BESIDE_WRITERS))
                                .hasMessageContaining(BESIDE_WRITERS + " is not supported");
                    }
                    copy.execute(sql + ", LOCK=SHARED");
                }
            }
        }
    }

    private static Map<String, Long> numbers(Connection admin, TestDatabase database) throws SQLException {
        return numbers(
                admin,
                database.engine() == Engine.POSTGRESQL
                        ? FILES
                        : NUMBERS.formatted(
                                database.server().version().startsWith("MySQL") ? "innodb_tables" : "innodb_sys_tables",
                                database.name()));
    }

    private static Map<String, Long> numbers(Connection connection, String query) throws SQLException {
        Map<String, Long> numbers = new TreeMap<>();
        try (Statement statement = connection.createStatement();
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
