package dev.dbsync.agent.execution.liquibase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.execution.BrokenChangelogException;
import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.schema.Column;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.schema.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The changes that the agent adds to Liquibase's. */
class OwnChangesTest {
    private static final String PCI_DEVICES =
            """
            - createTable:
                tableName: pci_devices
                columns:
                  - column: {name: id, type: int, autoIncrement: true, constraints: {primaryKey: true, nullable: false}}
                  - column: {name: address, type: varchar(12), constraints: {nullable: false, unique: true, uniqueConstraintName: uniq_address}}
                  - column: {name: kind, type: varchar(8), defaultValue: vf, constraints: {nullable: false}}
                  - column: {name: deleted, type: int}
            """;

    @Test
    void aShadowTableHasTheColumnsAndThePrimaryKeyOfItsTableAndNoUniqueConstraint() {
        List<ChangeUnit> units =
                Changelogs.units(Engine.POSTGRESQL, PCI_DEVICES + "- createShadowTable: {tableName: pci_devices}\n");

        Table original = ((SchemaChange.CreateTable) units.get(0).change()).table();
        Table shadow = ((SchemaChange.CreateTable) units.get(1).change()).table();
        assertThat(shadow.name()).isEqualTo("shadow_pci_devices");
        assertThat(shadow.columns()).isEqualTo(original.columns());
        assertThat(shadow.primaryKey()).containsExactly("id");
        assertThat(original.indexes()).isNotEmpty();
        assertThat(shadow.indexes()).isEmpty();
        assertThat(units.get(1).statements().get(0)).contains("CONSTRAINT shadow_pci_devices_pkey PRIMARY KEY (id)");
    }

    @Test
    void aShadowTableTakesTheColumnsThatDifferFromItsOwnList() {
        List<ChangeUnit> units = Changelogs.units(
                Engine.MARIADB,
                PCI_DEVICES
                        + """
                - createShadowTable:
                    tableName: pci_devices
                    columns:
                      - column: {name: address, type: varchar(24)}
                      - column: {name: deleted, type: int, constraints: {nullable: false}}
                """);

        Table shadow = ((SchemaChange.CreateTable) units.get(1).change()).table();
        assertThat(shadow.columns().values())
                .containsExactly(
                        new Column("id", "int(11)", false, null, true, null),
                        new Column("address", "varchar(24)", true, null, false, null),
                        new Column("kind", "varchar(8)", false, "'vf'", false, null),
                        new Column("deleted", "int(11)", false, null, false, null));
    }

    @Test
    void aShadowTableNeedsItsTableBeforeItInTheSameFile() {
        String early = "- createShadowTable: {tableName: pci_devices}\n" + PCI_DEVICES;
        String strange = PCI_DEVICES
                + "- createShadowTable: {tableName: pci_devices, columns: [{column: {name: vendor, type: int}}]}\n";

        assertThatThrownBy(() -> Changelogs.units(Engine.H2, early))
                .isInstanceOf(BrokenChangelogException.class)
                .hasMessageContaining("no createTable of pci_devices stands before it");
        assertThatThrownBy(() -> Changelogs.units(Engine.H2, strange))
                .isInstanceOf(BrokenChangelogException.class)
                .hasMessageContaining("pci_devices has no column vendor");
    }

    @Test
    void columnsOfATableAndItsShadowAreDescribedOnce() {
        String changes =
                """
                - addColumnWithShadow:
                    tableName: instances
                    columns:
                      - column: {name: compute_id, type: bigint}
                      - column: {name: tag, type: varchar(48)}
                """;

        assertThat(Changelogs.units(Engine.MARIADB, changes))
                .extracting(unit -> unit.change().object())
                .containsExactly(
                        "column instances.compute_id",
                        "column instances.tag",
                        "column shadow_instances.compute_id",
                        "column shadow_instances.tag");
    }

    @Test
    void aTableIsConvertedOnMariadbOnly() {
        String changes = "- convertTable: {tableName: specs, characterSet: utf8, collation: utf8_bin}\n";

        assertThat(Changelogs.units(Engine.MARIADB, changes))
                .containsExactly(new ChangeUnit(
                        new SchemaChange.ConvertTable("specs", "utf8mb3_bin"),
                        List.of("ALTER TABLE specs CONVERT TO CHARACTER SET utf8 COLLATE utf8_bin"),
                        Effect.REWRITING));
        assertThat(Changelogs.units(Engine.POSTGRESQL, changes)).isEmpty();
        assertThat(Changelogs.units(Engine.H2, changes)).isEmpty();
    }

    @Test
    void aTableThatTheSameFileConvertsIsExpectedInEitherCollationAndHasNoRowsToRewrite() {
        String changelog =
                """
                databaseChangeLog:
                  - changeSet:
                      id: made
                      author: test
                      modifySql: {append: {value: " DEFAULT CHARSET=utf8"}}
                      changes:
                        - createTable: {tableName: specs, columns: [{column: {name: id, type: int}}]}
                  - changeSet:
                      id: converted
                      author: test
                      changes:
                        - convertTable: {tableName: specs, characterSet: utf8, collation: utf8_bin}
                """;

        List<ChangeUnit> units = Changelogs.compile(Engine.MARIADB, changelog).units();

        assertThat(((SchemaChange.CreateTable) units.get(0).change()).table().collation())
                .isNull();
        assertThat(units.get(1).effect()).isEqualTo(Effect.ADDITIVE);
    }

    @Test
    void stockLiquibaseRunsThemToo(@TempDir Path folder) throws Exception {
        String file = "01-stock.yaml";
        Files.writeString(
                folder.resolve(file),
                Changelogs.of(
                        PCI_DEVICES
                                + """
                - createShadowTable: {tableName: pci_devices}
                - addColumnWithShadow:
                    tableName: pci_devices
                    columns:
                      - column: {name: uuid, type: varchar(36)}
                - convertTable: {tableName: pci_devices, characterSet: utf8, collation: utf8_bin}
                """));

        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            StockLiquibase.update(connection, folder, file);

            assertThat(columns(connection, "PCI_DEVICES"))
                    .hasSize(5)
                    .isEqualTo(columns(connection, "SHADOW_PCI_DEVICES"));
        }
    }

    private static List<String> columns(Connection connection, String table) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select column_name from information_schema.columns"
                        + " where table_name = '" + table + "' order by ordinal_position")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
