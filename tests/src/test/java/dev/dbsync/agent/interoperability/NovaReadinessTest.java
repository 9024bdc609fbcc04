package dev.dbsync.agent.interoperability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.readiness.Readiness;
import dev.dbsync.agent.readiness.ReadinessFinding;
import dev.dbsync.agent.state.Position;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.NovaManage;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the agent says of the work around an upgrade, against {@code nova-status upgrade check} and {@code nova-manage db
 * online_data_migrations}, on databases with random rows. {@code -Dreadiness.count=30} tries as many of each engine.
 */
@ExtendWith(SharedServers.class)
class NovaReadinessTest {
    private static final int COUNT = Integer.getInteger("readiness.count", 4);
    private static final Pattern MIGRATION = Pattern.compile("\\| *(\\w+) *\\| *(\\d+) *\\| *(\\d+) *\\|");
    private static final Pattern CHECK = Pattern.compile("\\| Check: ([^|]+?) *\\|\\n\\| Result: (\\w+)");
    /** Asks for instances' network, which no query can count. */
    private static final String NOT_COUNTED = "fill_virtual_interface_list";

    private static final List<String> EMPTIED = List.of(
            "pci_devices",
            "services",
            "compute_nodes",
            "quotas",
            "project_user_quotas",
            "quota_classes",
            "migrations",
            "block_device_mapping",
            "instance_system_metadata",
            "virtual_interfaces",
            "instance_info_caches",
            "instance_extra",
            "instances");

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void agreesWithTheToolsOfZed(Engine engine) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase main = server.createDatabase();
                TestDatabase api = server.createDatabase();
                NovaManage tool = new NovaManage(main, api)) {
            tool.apiDbSync().orFail();
            tool.dbSync().orFail();
            agree(main, api, tool, "zed", 61);
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "NOVA_EPOXY",
            matches = ".+",
            disabledReason = "it takes minutes: NOVA_EPOXY=$(bin/nova-epoxy) runs it")
    void agreesWithTheToolsOfEpoxy() throws Exception {
        DatabaseServer server = SharedServers.of(Engine.MARIADB);
        Path program = Path.of(System.getenv("NOVA_EPOXY"), "nova-manage");
        try (TestDatabase main = server.createDatabase();
                TestDatabase api = server.createDatabase();
                NovaManage tool = new NovaManage(program, main, api)) {
            tool.apiDbSync().orFail();
            tool.dbSync().orFail();
            agree(main, api, tool, "2025.1", 66);
        }
    }

    private static void agree(TestDatabase main, TestDatabase api, NovaManage tool, String release, int oldest)
            throws Exception {
        long seed = Long.getLong("readiness.seed", System.nanoTime());
        for (int round = 0; round < COUNT; round++) {
            Rows rows = new Rows(main, api, new Random(seed + round), oldest, release.equals("2025.1"));
            rows.insert();
            Map<String, ReadinessFinding> findings = findings(main, api, release);
            String what = release + ", -Dreadiness.seed=" + (seed + round) + ": " + findings.keySet();

            Map<String, String> checks = checks(tool.upgradeCheck().stdout());
            assertThat(checks).as(what).containsKeys("Cells v2", "Older than N-1 computes", "hw_machine_type unset");
            assertThat(findings.containsKey("no_cell0")
                            || findings.containsKey("no_cell")
                            || rows.withoutHostMappings())
                    .as(what)
                    .isEqualTo("Failure".equals(checks.get("Cells v2")));
            // Nova looks into the cells that it knows.
            if (!findings.containsKey("no_cell")) {
                assertThat(findings.containsKey("old_computes") || findings.containsKey("old_disabled_computes"))
                        .as(what)
                        .isEqualTo("Failure".equals(checks.get("Older than N-1 computes")));
                assertThat(findings.containsKey("hw_machine_type_unset"))
                        .as(what)
                        .isEqualTo("Warning".equals(checks.get("hw_machine_type unset")));
            }

            Map<String, Long> moved = migrations(tool.run("db", "online_data_migrations", "--max-count", "10000")
                    .stdout());
            assertThat(moved).as(what).containsKey("populate_dev_uuids");
            moved.forEach((migration, count) -> assertThat(counted(findings, migration))
                    .as(what + ": " + migration)
                    .isEqualTo(count));
            assertThat(findings(main, api, release).keySet()).as(what).doesNotContainAnyElementsOf(moved.keySet());
        }
    }

    private static Long counted(Map<String, ReadinessFinding> findings, String check) {
        ReadinessFinding finding = findings.get(check);
        return finding == null ? 0L : Objects.requireNonNull(finding.count());
    }

    private static Map<String, ReadinessFinding> findings(TestDatabase main, TestDatabase api, String release)
            throws Exception {
        Map<String, ReadinessFinding> findings = new TreeMap<>();
        for (NovaCatalogue catalogue : NovaCatalogue.values()) {
            TestDatabase database = catalogue == NovaCatalogue.MAIN ? main : api;
            try (Connection connection = database.open()) {
                var catalog = Pipelines.of(catalogue.label(), release).catalog();
                Position position = new Position(null, catalog.head().id());
                new Readiness(catalog)
                        .of(connection, position, true)
                        .forEach(finding -> findings.put(finding.check(), finding));
            }
        }
        return findings;
    }

    private static Map<String, Long> migrations(String table) {
        Map<String, Long> moved = new TreeMap<>();
        Matcher row = MIGRATION.matcher(table);
        while (row.find()) {
            if (!row.group(1).equals(NOT_COUNTED)) {
                // Nova counts what it cannot move among what is needed.
                moved.put(row.group(1), Long.valueOf(row.group(3)));
            }
        }
        return moved;
    }

    private static Map<String, String> checks(String table) {
        Map<String, String> results = new TreeMap<>();
        Matcher check = CHECK.matcher(table);
        while (check.find()) {
            results.put(check.group(1), check.group(2));
        }
        return results;
    }

    /** Rows of services, instances and the like: some as they should be, some not, some deleted. */
    private static final class Rows {
        private final TestDatabase main;
        private final TestDatabase api;
        private final Random random;
        private final int oldest;
        private final boolean hasComputeIds;
        private final String quote;
        private boolean hostMapped;
        private boolean computes;

        Rows(TestDatabase main, TestDatabase api, Random random, int oldest, boolean hasComputeIds) {
            this.main = main;
            this.api = api;
            this.random = random;
            this.oldest = oldest;
            this.hasComputeIds = hasComputeIds;
            this.quote = main.engine() == Engine.MARIADB ? "`" : "\"";
        }

        /** Nova takes a cloud with compute nodes and no host that is mapped for one without cells. */
        boolean withoutHostMappings() {
            return !hostMapped && computes;
        }

        void insert() throws Exception {
            for (String table : EMPTIED) {
                main.execute("delete from " + table);
            }
            for (String table : List.of("host_mappings", "instance_mappings", "cell_mappings")) {
                api.execute("delete from " + table);
            }
            for (int number = random.nextInt(3); number < 4; number++) {
                insert(number);
            }
            cell(1, "00000000-0000-0000-0000-000000000000", random.nextInt(4) > 0);
            boolean cell = random.nextInt(4) > 0;
            cell(2, "11111111-1111-1111-1111-111111111111", cell);
            hostMapped = cell && random.nextBoolean();
            if (hostMapped) {
                api.execute("insert into host_mappings (cell_id, host) values (2, 'cmp0')");
            }
            for (int number = 0; cell && number < 3; number++) {
                api.execute(
                        "insert into instance_mappings (instance_uuid, cell_id, project_id, queued_for_delete, user_id)"
                                + " values ('i-" + number + "', 2, 'p', " + one("null", "false") + ", "
                                + one("'u'", "'v'") + ")");
            }
        }

        private void cell(int id, String uuid, boolean mapped) throws Exception {
            if (mapped) {
                api.execute("insert into cell_mappings (id, uuid, name, transport_url, database_connection, disabled)"
                        + " values (" + id + ", '" + uuid + "', 'c" + id + "', 'fake:///', '" + main.sqlAlchemyUrl()
                        + "', false)");
            }
        }

        private void insert(int number) throws Exception {
            String deleted = one("0", "0", String.valueOf(number + 1));
            computes |= deleted.equals("0");
            main.execute("insert into services (host, " + quote + "binary" + quote
                    + ", topic, report_count, disabled, deleted, version, forced_down) values ('cmp" + number + "', "
                    + one("'nova-compute'", "'nova-compute'", "'nova-conductor'") + ", 't', 0, " + one("true", "false")
                    + ", " + one("0", "0", "7") + ", " + one(oldest - 1, oldest, oldest, oldest + 1, oldest + 2) + ", "
                    + one("true", "false") + ")");
            main.execute(
                    "insert into compute_nodes (host, hypervisor_hostname, uuid, deleted, mapped, vcpus, memory_mb,"
                            + " local_gb, vcpus_used, memory_mb_used, local_gb_used, hypervisor_type, hypervisor_version,"
                            + " cpu_info, cpu_allocation_ratio, ram_allocation_ratio, disk_allocation_ratio) values ('cmp"
                            + number + "', 'cmp" + number + "', 'n-" + number + "', " + deleted + ", " + one("0", "1")
                            + ", 1, 1, 1, 0, 0, 0, 'q', 1, '', " + one("1", "1", "0", "null") + ", 1, 1)");
            main.execute("insert into quotas (project_id, resource, hard_limit, deleted) values ('p" + number
                    + "', 'cores', 1, " + one("0", "9") + ")");
            main.execute("insert into quota_classes (class_name, resource, hard_limit, deleted) values ('c" + number
                    + "', 'cores', 1, " + one("0", "9") + ")");
            main.execute("insert into migrations (uuid, status, deleted, source_compute, migration_type) values ("
                    + one("null", "'m-" + number + "'") + ", 'done', " + one("0", "9") + ", 'cmp', 'migration')");
            String instance = "i-" + number;
            main.execute("insert into instances (uuid, host, node, deleted, vm_state, availability_zone, launched_at,"
                    + " user_id, project_id, display_name, root_gb, memory_mb, vcpus, ephemeral_gb) values ('"
                    + instance
                    + "', " + one("null", "'cmp" + number + "'") + ", 'cmp" + number + "', " + one("0", "0", number + 1)
                    + ", " + one("'active'", "'building'", "'error'") + ", " + one("null", "'az'")
                    + ", '2024-01-01 00:00:00', 'u', 'p', 'd', 1, 1, 1, 1)");
            if (random.nextBoolean()) {
                main.execute("insert into instance_system_metadata (instance_uuid, " + quote + "key" + quote
                        + ", value, deleted) values ('" + instance + "', 'image_hw_machine_type', 'q35', 0)");
            }
            main.execute("insert into block_device_mapping (uuid, instance_uuid, deleted) values ("
                    + one("null", "'b-" + number + "'") + ", '" + instance + "', " + one("0", "9") + ")");
            main.execute("insert into pci_devices (uuid, deleted, compute_node_id, address, product_id, vendor_id,"
                    + " dev_type, dev_id, label, status, request_id) select " + one("null", "'d-" + number + "'") + ", "
                    + one("0", "9") + ", min(id), 'a" + number
                    + "', 'p', 'v', 'type-VF', 'd', 'l', 'available', '' from compute_nodes");
            if (hasComputeIds && random.nextBoolean()) {
                main.execute("update instances set compute_id = 1 where uuid = '" + instance + "'");
            }
        }

        private String one(Object... values) {
            return String.valueOf(values[random.nextInt(values.length)]);
        }
    }
}
