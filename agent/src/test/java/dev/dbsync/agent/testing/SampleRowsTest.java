package dev.dbsync.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.database.Engine;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedServers.class)
class SampleRowsTest {

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    @EnabledIf(value = "dev.dbsync.agent.testing.NovaManage#available", disabledReason = NovaManage.MISSING)
    void every_table_of_nova_gets_rows(Engine engine) throws SQLException {
        for (NovaCatalogue catalogue : NovaCatalogue.values()) {
            try (TestDatabase database =
                    LegacyDatabase.at(SharedServers.of(engine), catalogue, catalogue.firstLegacyVersion())) {
                assertEveryTableHasRows(SampleRows.fill(database));
            }
        }
    }

    private static void assertEveryTableHasRows(Fingerprint rows) {
        assertThat(rows.tables()).hasSizeGreaterThan(20).doesNotContainKey("migrate_version");
        for (Map.Entry<String, List<Map<String, String>>> table : rows.tables().entrySet()) {
            assertThat(table.getValue()).as(table.getKey()).hasSize(SampleRows.ROWS);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_fingerprint_tells_a_changed_value_from_a_new_column(Engine engine) throws SQLException {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            database.execute(
                    "create table child_gone (name varchar(255))",
                    "create table parent (id integer primary key, name varchar(255) not null unique, flag boolean)",
                    "create table child (id integer primary key, parent integer not null references parent (id), note text)");
            Fingerprint before = SampleRows.fill(database);
            database.execute("alter table child add extra integer", "drop table child_gone");
            assertThatCode(() -> before.without("child_gone").assertKeptIn(Fingerprint.of(database)))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> before.assertKeptIn(Fingerprint.of(database)))
                    .hasMessageContaining("child_gone: the table is gone");
            database.execute("update parent set name = 'other' where id = 2");
            assertThatThrownBy(() -> before.assertKeptIn(Fingerprint.of(database)))
                    .hasMessageContaining("parent:")
                    .hasMessageContaining("other");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_lost_row_is_told(Engine engine) throws SQLException {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            database.execute("create table thing (id integer primary key, name varchar(20))");
            Fingerprint before = SampleRows.fill(database);
            database.execute("delete from thing where id = 1");
            assertThatThrownBy(() -> before.assertKeptIn(Fingerprint.of(database)))
                    .isInstanceOf(AssertionError.class);
        }
    }
}
