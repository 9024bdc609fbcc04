package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.testing.GaleraCluster;
import dev.dbsync.agent.testing.SharedCluster;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On Galera a change of the schema does not wait for those who use its table, but throws them out: unless it is kept from that. */
@ExtendWith(SharedCluster.class)
class BusyClusterTest {
    private static final String BEFORE = "1b91788ec3a6";
    private static final String STEP = "1acf2c98e646";

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @BeforeAll
    static void hasGalera() {
        Assumptions.assumeTrue(GaleraCluster.available(), GaleraCluster.MISSING);
    }

    @Test
    void nobodyOnTheSameNodeIsThrownOut() throws Exception {
        try (TestDatabase database = SharedCluster.get().createDatabase();
                Connection others = database.open();
                Statement statement = others.createStatement()) {
            assertThat(operations().run(request(database, BEFORE, 60)).state()).isEqualTo(OperationState.SUCCEEDED);
            others.setAutoCommit(false);
            statement.execute("select count(*) from instances");
            long aborted = aborted(database);
            Operations operations = operations();

            Operation submitted = operations.submit(request(database, STEP, 60));
            Operation seen = await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> operations.find(submitted.id()),
                            each -> each.waiting() != null && each.waiting().object() != null);

            assertThat(Objects.requireNonNull(seen.waiting()).object()).contains("instances");
            statement.execute("select count(*) from instances");
            others.commit();
            Operation ended = await().atMost(Duration.ofSeconds(60))
                    .until(() -> operations.find(submitted.id()), each -> each.state()
                            .ended());
            assertThat(ended.databases()).extracting(DatabaseResult::error).containsOnlyNulls();
            assertThat(ended.state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(aborted(database)).isEqualTo(aborted);
        }
    }

    /** A statement runs there under a lock of its tables, also one that would let others pass by itself. */
    @Test
    void aPlanSaysThatEverybodyWaits() throws Exception {
        try (TestDatabase database = SharedCluster.get().createDatabase()) {
            Operations operations = operations();
            assertThat(operations.run(request(database, BEFORE, 60)).state()).isEqualTo(OperationState.SUCCEEDED);

            List<Impact> impacts = new Questions(workers, 2, operations, new OperationObserver() {})
                    .plan(request(database, STEP, 60)).get(0).steps().stream()
                            .flatMap(step -> step.impact().stream())
                            .toList();

            assertThat(impacts).isNotEmpty().allSatisfy(impact -> {
                assertThat(impact.blocks()).isEqualTo(Impact.Blocks.EVERYTHING);
                assertThat(impact.cluster()).isTrue();
            });
        }
    }

    /** A new table that points to it needs it, too. */
    @Test
    void nobodyIsThrownOutByANewTableEither() throws Exception {
        try (TestDatabase database = SharedCluster.get().createDatabase();
                Connection others = database.open();
                Statement statement = others.createStatement()) {
            assertThat(operations().run(request(database, STEP, 60)).state()).isEqualTo(OperationState.SUCCEEDED);
            others.setAutoCommit(false);
            statement.execute("select count(*) from instances");
            long aborted = aborted(database);
            Operations operations = operations();

            Operation submitted = operations.submit(request(database, "13863f4e1612", 60));
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> operations.find(submitted.id()),
                            each -> each.waiting() != null || each.state().ended());

            statement.execute("select count(*) from instances");
            others.commit();
            Operation ended = await().atMost(Duration.ofSeconds(60))
                    .until(() -> operations.find(submitted.id()), each -> each.state()
                            .ended());
            assertThat(ended.databases()).extracting(DatabaseResult::error).containsOnlyNulls();
            assertThat(aborted(database)).isEqualTo(aborted);
        }
    }

    @Test
    void whatIsHeldIsLetGoOf() throws Exception {
        try (TestDatabase database = SharedCluster.get().createDatabase();
                Connection others = database.open();
                Statement statement = others.createStatement()) {
            assertThat(operations().run(request(database, BEFORE, 60)).state()).isEqualTo(OperationState.SUCCEEDED);
            others.setAutoCommit(false);
            statement.execute("select count(*) from instances");

            Operation ended = operations().run(request(database, STEP, 2));

            assertThat(ended.state()).isEqualTo(OperationState.FAILED);
            others.commit();
            statement.execute("update instances set host = 'x'");
            others.commit();
            assertThat(operations().run(request(database, null, 60)).state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    private static long aborted(TestDatabase database) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("show global status like 'wsrep_local_bf_aborts'")) {
            return row.next() ? row.getLong(2) : -1;
        }
    }

    private Operations operations() {
        return new Operations(workers, "ctl-1", Clock.systemUTC(), 1);
    }

    private static SyncRequest request(TestDatabase database, @Nullable String revision, int busyWait) {
        ManagedDatabase managed =
                Pipelines.managed(database, database.jdbcUrl(), LockMode.AUTO, Duration.ofSeconds(busyWait));
        return new SyncRequest(List.of(managed), revision, null, Duration.ofSeconds(30));
    }
}
