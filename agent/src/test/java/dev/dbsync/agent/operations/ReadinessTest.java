package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.readiness.ReadinessFinding;
import dev.dbsync.agent.readiness.ReadinessLevel;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a plan says of the work around an upgrade, by each kind of question; Nova's own tools are asked elsewhere. */
class ReadinessTest {
    private static final String ZED = "ccb0fa1a2252";
    private static final String COMPUTE =
            "insert into services (host, %sbinary%s, topic, report_count, disabled, deleted, version, forced_down)"
                    + " values ('%s', 'nova-compute', 'compute', 0, %s, %d, %d, %s)";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 2);
    private final Questions questions = new Questions(workers, 2, operations, new OperationObserver() {});

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isNotLookedForUnlessAskedFor(Engine engine) throws Exception {
        try (TestDatabase database = at(engine, "nova/main", null)) {
            assertThat(questions.plan(request(database, "nova/main")).get(0).readiness())
                    .isNull();
            assertThat(readiness(database, "nova/main")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void namesComputesThatAreTooOldAndNotThoseThatNovaDoesNotCount(Engine engine) throws Exception {
        try (TestDatabase database = at(engine, "nova/main", ZED)) {
            compute(database, "new", false, 0, 66, false);
            compute(database, "old", false, 0, 61, false);
            compute(database, "older", false, 0, 50, false);
            compute(database, "off", true, 0, 61, false);
            compute(database, "down", false, 0, 61, true);
            compute(database, "gone", false, 7, 61, false);

            List<ReadinessFinding> findings = readiness(database, "nova/main");

            ReadinessFinding old = findings.get(0);
            assertThat(old.check()).isEqualTo("old_computes");
            assertThat(old.level()).isEqualTo(ReadinessLevel.BLOCKS);
            assertThat(old.count()).isEqualTo(2);
            assertThat(old.objects()).containsExactly("old", "older");
            assertThat(old.message())
                    .isEqualTo(
                            "2 nova-compute services are older than 2024.1 (Caracal) works with: their service version"
                                    + " is below 66.");
            assertThat(findings.get(1).check()).isEqualTo("old_disabled_computes");
            assertThat(findings.get(1).objects()).containsExactly("off");
            assertThat(findings).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void blocksWithAnOldDataMigrationAndLeavesANewOneForAfterwards(Engine engine) throws Exception {
        try (TestDatabase database = at(engine, "nova/main", ZED)) {
            database.execute("insert into instances (uuid, host, node, deleted, vm_state, availability_zone)"
                    + " values ('i-1', 'cmp', 'cmp', 0, 'active', null)");
            database.execute("insert into compute_nodes (host, hypervisor_hostname, deleted, mapped, vcpus, memory_mb,"
                    + " local_gb, vcpus_used, memory_mb_used, local_gb_used, hypervisor_type, hypervisor_version, cpu_info,"
                    + " cpu_allocation_ratio, ram_allocation_ratio, disk_allocation_ratio)"
                    + " values ('cmp', 'cmp', 0, 1, 1, 1, 1, 0, 0, 0, 'q', 1, '', 1, 1, 1)");

            assertThat(readiness(database, "nova/main"))
                    .filteredOn(finding -> finding.level() != ReadinessLevel.ADVICE)
                    .extracting(ReadinessFinding::check, ReadinessFinding::level)
                    .containsExactly(tuple("populate_missing_availability_zones", ReadinessLevel.BLOCKS));

            assertThat(operations.run(request(database, "nova/main")).state()).isEqualTo(OperationState.SUCCEEDED);

            assertThat(readiness(database, "nova/main"))
                    .filteredOn(finding -> finding.level() != ReadinessLevel.ADVICE)
                    .extracting(ReadinessFinding::check, ReadinessFinding::level)
                    .containsExactly(
                            tuple("populate_missing_availability_zones", ReadinessLevel.AFTER),
                            tuple("populate_instance_compute_id", ReadinessLevel.AFTER));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void namesCellsThatAreMissing(Engine engine) throws Exception {
        try (TestDatabase database = at(engine, "nova/api", null)) {
            assertThat(readiness(database, "nova/api"))
                    .extracting(ReadinessFinding::check)
                    .containsExactly("no_cell0", "no_cell");
            database.execute("insert into cell_mappings (uuid, name, transport_url, database_connection, disabled)"
                    + " values ('00000000-0000-0000-0000-000000000000', 'cell0', '', '', false)");
            assertThat(readiness(database, "nova/api"))
                    .extracting(ReadinessFinding::check)
                    .containsExactly("no_cell");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void saysWhatCouldNotBeAskedAndAsksTheRest(Engine engine) throws Exception {
        try (TestDatabase database = at(engine, "nova/main", null)) {
            compute(database, "old", false, 0, 61, false);
            database.execute("alter table compute_nodes rename to elsewhere");

            List<ReadinessFinding> findings = readiness(database, "nova/main");

            assertThat(findings).extracting(ReadinessFinding::check).contains("old_computes", "unmapped_hosts");
            ReadinessFinding unanswered = findings.stream()
                    .filter(finding -> finding.check().equals("unmapped_hosts"))
                    .findFirst()
                    .orElseThrow();
            assertThat(unanswered.count()).isNull();
            assertThat(unanswered.message())
                    .startsWith("This could not be asked: ")
                    .contains("compute_nodes");
        }
    }

    private static void compute(
            TestDatabase database, String host, boolean disabled, int deleted, int version, boolean down)
            throws Exception {
        String quote = database.engine() == Engine.MARIADB ? "`" : "\"";
        database.execute(COMPUTE.formatted(quote, quote, host, disabled, deleted, version, down));
    }

    private List<ReadinessFinding> readiness(TestDatabase database, String catalog) {
        DatabasePlan plan = questions.plan(request(database, catalog), true).get(0);
        return Objects.requireNonNull(plan.readiness());
    }

    private static TestDatabase at(Engine engine, String catalog, @Nullable String revision) throws Exception {
        TestDatabase database = SharedServers.of(engine).createDatabase();
        Pipelines.sync(Pipelines.of(catalog, "2024.1"), database, revision);
        return database;
    }

    private static SyncRequest request(TestDatabase database, String catalog) {
        return Pipelines.request(database, Pipelines.of(catalog, "2024.1"));
    }
}
