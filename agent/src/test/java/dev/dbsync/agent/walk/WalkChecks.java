package dev.dbsync.agent.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.schema.Index;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One check for each revision of the packaged catalogues. A revision that is not here fails {@link WalkTest}. */
final class WalkChecks {
    static final Map<String, Map<String, WalkCheck>> OF_CATALOGUE =
            Map.of("nova/main", NovaMain.CHECKS, "nova/api", NovaApi.CHECKS);

    private WalkChecks() {}

    private static final class NovaMain {
        static final Map<String, WalkCheck> CHECKS = Map.ofEntries(
                Map.entry("8f2f1571d55b", NovaMain::createsTablesAndTheirShadows),
                Map.entry("16f1fbcab42b", NovaMain::putsShadowTablesRight),
                Map.entry("ccb0fa1a2252", NovaMain::addsEncryption),
                Map.entry("960aac0e09ea", NovaMain::dropsRedundantIndexes),
                Map.entry("1b91788ec3a6", NovaMain::leavesTheSchemaAlone),
                Map.entry("1acf2c98e646", NovaMain::addsComputeIds),
                Map.entry("13863f4e1612", NovaMain::createsShareMapping),
                Map.entry("d60bddf7a903", NovaMain::makesSharesUnique),
                Map.entry("2903cd72dc14", NovaMain::addsTheTlsPort),
                Map.entry("ab450ba04102", NovaMain::indexesMigrationsByHost));

        private static void createsTablesAndTheirShadows(Schema before, Schema after) {
            assertThat(before.tables()).isEmpty();
            assertThat(after.tables()).hasSize(108);
            Set<String> withoutShadow = new TreeSet<>(after.tables().keySet());
            withoutShadow.removeIf(
                    name -> name.startsWith("shadow_") || after.tables().containsKey("shadow_" + name));
            assertThat(withoutShadow)
                    .containsExactly(
                            "allocations",
                            "console_auth_tokens",
                            "inventories",
                            "resource_provider_aggregates",
                            "resource_providers",
                            "tags");
            assertThat(table(after, "shadow_instances").columns().keySet())
                    .containsExactlyElementsOf(
                            table(after, "instances").columns().keySet());
        }

        private static void putsShadowTablesRight(Schema before, Schema after) {
            assertThat(type(before, "shadow_volume_usage_cache", "user_id")).contains("(36)");
            assertThat(type(after, "shadow_volume_usage_cache", "user_id")).contains("(64)");
            assertThat(table(after, "shadow_instance_extra").indexes()).isEmpty();
            assertThat(table(after, "shadow_migrations").indexes()).isEmpty();
            assertThat(table(after, "shadow_instance_type_extra_specs").collation())
                    .isIn(null, "utf8mb3_bin");
        }

        private static void addsEncryption(Schema before, Schema after) {
            for (String table : List.of("block_device_mapping", "shadow_block_device_mapping")) {
                assertThat(added(before, after, table))
                        .containsExactly(
                                "encrypted", "encryption_format", "encryption_options", "encryption_secret_uuid");
            }
        }

        private static void dropsRedundantIndexes(Schema before, Schema after) {
            assertThat(table(before, "instances").index("uuid")).isPresent();
            assertThat(table(after, "instances").index("uuid")).isEmpty();
            assertThat(table(after, "instances").index("uniq_instances0uuid")).isPresent();
            assertThat(table(after, "console_auth_tokens").index("console_auth_tokens_token_hash_idx"))
                    .isEmpty();
        }

        private static void leavesTheSchemaAlone(Schema before, Schema after) {
            assertThat(after).isEqualTo(before);
        }

        private static void addsComputeIds(Schema before, Schema after) {
            assertThat(added(before, after, "instances")).containsExactly("compute_id");
            assertThat(added(before, after, "shadow_instances")).containsExactly("compute_id");
            assertThat(added(before, after, "migrations")).containsExactly("dest_compute_id");
            assertThat(added(before, after, "shadow_migrations")).containsExactly("dest_compute_id");
            assertIndex(after, "instances", "instances_compute_id_deleted_idx", "compute_id", "deleted");
            assertIndex(after, "migrations", "migrations_dest_compute_id_deleted_idx", "dest_compute_id", "deleted");
        }

        private static void createsShareMapping(Schema before, Schema after) {
            assertThat(before.table("share_mapping")).isEmpty();
            assertThat(table(after, "share_mapping").columns()).hasSize(10);
            assertIndex(after, "share_mapping", "share_idx", "share_id");
        }

        private static void makesSharesUnique(Schema before, Schema after) {
            assertThat(table(after, "share_mapping").columns())
                    .isEqualTo(table(before, "share_mapping").columns());
            assertThat(table(after, "share_mapping").indexes().values())
                    .filteredOn(Index::unique)
                    .extracting(Index::columns)
                    .containsExactlyInAnyOrder(List.of("instance_uuid", "share_id"), List.of("instance_uuid", "tag"));
        }

        private static void addsTheTlsPort(Schema before, Schema after) {
            assertThat(added(before, after, "console_auth_tokens")).containsExactly("tls_port");
        }

        private static void indexesMigrationsByHost(Schema before, Schema after) {
            assertIndex(
                    after,
                    "migrations",
                    "migrations_by_src_host_nodes_and_status_idx",
                    "deleted",
                    "source_compute",
                    "source_node",
                    "status");
            assertIndex(
                    after,
                    "migrations",
                    "migrations_by_dest_host_nodes_and_status_idx",
                    "deleted",
                    "dest_compute",
                    "dest_node",
                    "status");
        }
    }

    private static final class NovaApi {
        static final Map<String, WalkCheck> CHECKS = Map.of(
                "d67eeaabee36", NovaApi::createsTables,
                "b30f573d3377", NovaApi::dropsUnusedColumns,
                "cdeec0c85668", NovaMain::leavesTheSchemaAlone);

        private static void createsTables(Schema before, Schema after) {
            assertThat(before.tables()).isEmpty();
            assertThat(after.tables()).hasSize(31).doesNotContainKey("shadow_flavors");
        }

        private static void dropsUnusedColumns(Schema before, Schema after) {
            assertThat(table(before, "build_requests").columns()).hasSize(23);
            assertThat(table(after, "build_requests").columns().keySet())
                    .containsExactly(
                            "created_at",
                            "updated_at",
                            "id",
                            "project_id",
                            "instance_uuid",
                            "instance",
                            "block_device_mappings",
                            "tags");
        }
    }

    private static Table table(Schema schema, String name) {
        return schema.table(name).orElseThrow(() -> new AssertionError("there is no table " + name));
    }

    private static String type(Schema schema, String table, String column) {
        return table(schema, table).column(column).orElseThrow().type();
    }

    private static Set<String> added(Schema before, Schema after, String table) {
        Set<String> added = new TreeSet<>(table(after, table).columns().keySet());
        added.removeAll(table(before, table).columns().keySet());
        return added;
    }

    private static void assertIndex(Schema schema, String table, String name, String... columns) {
        assertThat(table(schema, table).index(name)).contains(new Index(name, false, List.of(columns)));
    }
}
