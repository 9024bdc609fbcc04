package dev.dbsync.agent.testing;

import static dev.dbsync.agent.testing.SchemaAssert.assertSchema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedServers.class)
@EnabledIf(value = "dev.dbsync.agent.testing.NovaManage#available", disabledReason = NovaManage.MISSING)
class NovaFixturesTest {

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void a_schema_of_novas_own_tool_is_the_reference(Engine engine) throws SQLException {
        for (NovaCatalogue catalogue : NovaCatalogue.values()) {
            String revision = catalogue.newestKnownToDebian();
            try (TestDatabase database = NovaSchemas.at(SharedServers.of(engine), catalogue, revision)) {
                assertSchema(database.canonicalSchema(), ReferenceSchema.of(catalogue, engine, revision));
                assertThat(read(database, "select version_num from alembic_version"))
                        .isEqualTo(revision);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void a_cloned_legacy_database_has_the_initial_schema_and_its_version(Engine engine) throws SQLException {
        for (NovaCatalogue catalogue : NovaCatalogue.values()) {
            int version = catalogue.firstLegacyVersion() + 8;
            try (TestDatabase database = LegacyDatabase.at(SharedServers.of(engine), catalogue, version)) {
                assertInitial(database, catalogue);
                assertThat(read(database, "select version from migrate_version"))
                        .isEqualTo("" + version);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void a_legacy_database_made_step_by_step_is_what_the_clone_is(Engine engine) throws SQLException {
        try (TestDatabase honest = LegacyDatabase.migratedTo(SharedServers.of(engine), NovaCatalogue.MAIN, 410);
                TestDatabase cloned = LegacyDatabase.at(SharedServers.of(engine), NovaCatalogue.MAIN, 410)) {
            assertInitial(honest, NovaCatalogue.MAIN);
            assertThat(cloned.tableNames()).isEqualTo(honest.tableNames());
            assertThat(Fingerprint.of(cloned)).isEqualTo(Fingerprint.of(honest));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void novas_own_tool_answers_for_a_pair_of_databases(Engine engine) throws SQLException {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase main = NovaSchemas.at(server, NovaCatalogue.MAIN, "ccb0fa1a2252");
                TestDatabase api = NovaSchemas.at(server, NovaCatalogue.API, "b30f573d3377");
                NovaManage tool = new NovaManage(main, api)) {
            assertThat(tool.dbVersion().orFail().stdout()).contains("ccb0fa1a2252");
            SampleRows.fill(main);
            main.execute("update instances set deleted = 0");
            assertThat(tool.archiveDeletedRows().toString())
                    .contains("ended with 1")
                    .contains("block_device_mapping");
            assertThat(tool.purgeAll().toString()).contains("ended with 0").contains("shadow_block_device_mapping");
        }
    }

    private static void assertInitial(TestDatabase database, NovaCatalogue catalogue) throws SQLException {
        assertSchema(
                database.canonicalSchema(),
                ReferenceSchema.of(catalogue, database.engine(), catalogue.initialRevision()));
    }

    private static String read(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
