package dev.dbsync.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.operations.ManagedDatabase;
import dev.dbsync.agent.operations.OperationJournal;
import dev.dbsync.agent.operations.Operations;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.operations.Questions;
import dev.dbsync.agent.operations.SyncRequest;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServers.class)
class MetricsPageTest {
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final OperationMetrics metrics = new OperationMetrics(registry);
    private final Operations operations =
            new Operations(workers, "ctl-1", Clock.systemUTC(), 4, OperationJournal.none(), metrics);
    private final Questions questions = new Questions(workers, 4, operations, metrics);

    @AfterEach
    void letWorkersGo() {
        workers.shutdownNow();
    }

    @Test
    void tellsWhereDatabasesStandAndWhatWasDoneToThem() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.H2)) {
            List<ManagedDatabase> databases = List.of(
                    managed("nova_api", database.plainJdbcUrl(), database.user(), database.password()),
                    managed("nova_cell1", "jdbc:postgresql://127.0.0.1:1/nova", "nova", ""));
            MetricsPage page = new MetricsPage(registry, "1.2.3", () -> questions.status(databases));

            assertThat(page.text())
                    .contains("dbsync_build_info{version=\"1.2.3\"} 1")
                    .contains("dbsync_database_info{catalog=\"nova/api\",database=\"nova_api\",head=\"cdeec0c85668\","
                            + "revision=\"\",state=\"empty\"} 1")
                    .contains("dbsync_database_pending_steps{database=\"nova_api\"} 3")
                    .contains("dbsync_database_up{database=\"nova_api\"} 1")
                    .contains("dbsync_database_up{database=\"nova_cell1\"} 0")
                    .contains("jvm_memory_used_bytes");

            operations.run(new SyncRequest(databases.subList(0, 1), null, null, Duration.ofSeconds(30)));

            assertThat(page.text())
                    .contains("revision=\"cdeec0c85668\",state=\"current\"} 1")
                    .contains("dbsync_database_up_to_date{database=\"nova_api\"} 1")
                    .contains("dbsync_operations_total{changed=\"true\",result=\"succeeded\"} 1")
                    .contains("dbsync_operations_running 0")
                    .contains("dbsync_probes_total{database=\"nova_cell1\",result=\"failed\"} 1")
                    .contains("dbsync_steps_applied_total{database=\"nova_api\",kind=\"revision\"} 3")
                    .contains("dbsync_step_duration_seconds_count{kind=\"revision\"} 3")
                    .contains("dbsync_lock_wait_seconds_count 1");
        }
    }

    @Test
    void tellsOfADatabaseBeyondItsRelease() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.H2)) {
            Pipelines.sync(Pipelines.of("nova/api"), database, null);

            assertThat(page("yoga", database).text())
                    .contains("dbsync_database_beyond_release{database=\"nova_api\"} 1")
                    .contains("dbsync_database_up_to_date{database=\"nova_api\"} 1");
            assertThat(page("2026.2", database).text())
                    .contains("dbsync_database_beyond_release{database=\"nova_api\"} 0");
        }
    }

    private MetricsPage page(String release, DatabaseUnderTest database) {
        ManagedDatabase managed = new ManagedDatabase(
                "nova_api",
                Pipelines.of("nova/api", release),
                new DriverConnectionSource(
                        new DatabaseAddress(database.plainJdbcUrl(), database.user(), database.password()), "ctl-1"),
                SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
        return new MetricsPage(new PrometheusRegistry(), "1.2.3", () -> questions.status(List.of(managed)));
    }

    @Test
    void givesEveryMetricAHelpAndAType() {
        MetricsPage page = new MetricsPage(registry, "1.2.3", List::of);

        List<String> names = page.text()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .toList();
        assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(page.text())
                .contains("# HELP " + name + " "));
    }

    private static ManagedDatabase managed(String name, String url, @Nullable String user, @Nullable String password) {
        return new ManagedDatabase(
                name,
                Pipelines.of("nova/api"),
                new DriverConnectionSource(new DatabaseAddress(url, user, password), "ctl-1"),
                SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
    }
}
