package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.TableUser;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.PostgresServer;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL cleans up a table that a step needs, and takes minutes for it. One that only cleans up gives way, while reads go on; one that
 * keeps numbers of transactions from running out never does, and is named. The database's user may see neither's statement.
 */
class AutovacuumTest {
    private static final String BEFORE = "1b91788ec3a6";

    /** It adds a column to instances. */
    private static final String STEP = "1acf2c98e646";

    private static final Duration NOBODY_WAITS_FOR = Duration.ofMillis(2_500);

    private static final String AT_WORK =
            "select count(*) from pg_stat_activity where query like 'autovacuum: VACUUM%public.instances'";

    private static final String AT_WORK_FOR_NUMBERS =
            "select count(*) from pg_stat_activity where query like 'autovacuum: VACUUM%public.instances (to prevent wraparound)'";

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        workers.shutdownNow();
    }

    @Test
    void oneThatCleansUpGivesWayWhileReadsGoOn() throws Exception {
        try (PostgresServer server = PostgresServer.startWith("autovacuum_naptime=1");
                TestDatabase database = cleanedUp(server, AT_WORK, "update instances set display_name = 'anew'")) {
            Operations operations = operations();
            Operation submitted = operations.submit(request(database, 60));
            List<Duration> reads = new ArrayList<>();
            while (!find(operations, submitted).state().ended()) {
                long began = System.nanoTime();
                database.query("select count(*) from instances");
                reads.add(Duration.ofNanos(System.nanoTime() - began));
            }

            assertThat(find(operations, submitted).state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(reads).allMatch(read -> read.compareTo(NOBODY_WAITS_FOR) < 0);
        }
    }

    @Test
    void oneThatKeepsNumbersFromRunningOutIsNamed() throws Exception {
        // The least that there can be of transactions until their numbers are looked after.
        try (PostgresServer server =
                        PostgresServer.startWith("autovacuum_naptime=1", "autovacuum_freeze_max_age=100000");
                TestDatabase database = cleanedUp(
                        server,
                        AT_WORK_FOR_NUMBERS,
                        // Or one that only cleans up may be at work already, which gives way.
                        "alter table instances set (autovacuum_enabled = false)",
                        "do $$ begin create temporary table numbers (n integer); for i in 1..110000 loop"
                                + " begin insert into numbers values (i); exception when division_by_zero then null; end;"
                                + " end loop; end $$")) {
            Operations operations = operations();
            Operation submitted = operations.submit(request(database, 8));
            Waiting waiting = Objects.requireNonNull(await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> find(operations, submitted),
                            operation -> operation.waiting() != null
                                    && operation.waiting().object() != null)
                    .waiting());

            assertThat(waiting.by()).extracting(TableUser::state).contains("autovacuum to prevent wraparound");
            Operation ended = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> find(operations, submitted),
                            operation -> operation.state().ended());
            Problem problem = Objects.requireNonNull(ended.databases().get(0).error());
            assertThat(problem.type()).isEqualTo(ProblemType.TABLE_BUSY);
            assertThat(problem.message() + problem.detail()).contains("autovacuum to prevent wraparound");
        }
    }

    /** A database whose instances are about to be cleaned up for long, since that was done. */
    private static TestDatabase cleanedUp(PostgresServer server, String atWork, String... done) throws SQLException {
        TestDatabase database = server.createDatabase();
        Pipelines.sync(Pipelines.of("nova/main"), database, BEFORE);
        database.execute(
                "alter table instances set (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,"
                        + " autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)",
                "insert into instances (uuid, deleted) select lpad(n::text, 36, '0'), 0 from generate_series(1, 50000) as t(n)");
        database.execute(done);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (Connection administrator = server.admin(database.name());
                    var statement = administrator.createStatement();
                    var rows = statement.executeQuery(atWork)) {
                return rows.next() && rows.getInt(1) > 0;
            }
        });
        return database;
    }

    private Operations operations() {
        return new Operations(workers, "ctl-1", Clock.systemUTC(), 1);
    }

    private static Operation find(Operations operations, Operation submitted) {
        return operations.find(submitted.id());
    }

    private static SyncRequest request(TestDatabase database, int busyWait) {
        ManagedDatabase managed =
                Pipelines.managed(database, database.jdbcUrl(), LockMode.AUTO, Duration.ofSeconds(busyWait));
        return new SyncRequest(List.of(managed), STEP, null, Duration.ofSeconds(30));
    }
}
