package dev.dbsync.agent.execution.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.control.HistoryEntry;
import dev.dbsync.agent.database.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every entry is compared with the row that stock Liquibase writes. */
class HistoryEntryTest {
    @Test
    void equalsTheRowOfAStructuralChangeset(@TempDir Path folder) throws Exception {
        assertSameAsStock(
                folder,
                "01-first.yaml",
                """
                databaseChangeLog:
                  - property: {name: kind, dbms: postgresql, value: text}
                  - property: {name: kind, value: varchar(36)}
                  - changeSet:
                      id: hosts-1
                      author: someone
                      comment: "  The table of hosts  "
                      modifySql:
                        dbms: "mariadb,mysql"
                        append: {value: " ENGINE=InnoDB"}
                      changes:
                        - createTable:
                            tableName: hosts
                            columns:
                              - column: {name: id, type: int, autoIncrement: true, constraints: {primaryKey: true, nullable: false}}
                              - column: {name: key, type: "${kind}", defaultValue: a}
                        - createIndex: {tableName: hosts, indexName: hosts_idx, columns: [{column: {name: id}}]}
                        - addColumn:
                            tableName: hosts
                            columns:
                              - column: {name: extra, type: bigint, defaultValueNumeric: 0}
                """);
    }

    @Test
    void equalsTheRowOfRawSqlPartlyForOtherEngines(@TempDir Path folder) throws Exception {
        assertSameAsStock(
                folder,
                "02-raw.yaml",
                """
                databaseChangeLog:
                  - changeSet:
                      id: "2"
                      author: someone
                      runAlways: true
                      changes:
                        - sql: {dbms: postgresql, sql: CREATE TYPE t AS ENUM ('a')}
                        - sql: {comment: idempotent, sql: "CREATE TABLE IF NOT EXISTS t (a int); DELETE FROM t"}
                """);
    }

    @Test
    void equalsTheRowOfTheAgentsOwnChanges(@TempDir Path folder) throws Exception {
        assertSameAsStock(
                folder,
                "03-shadow.yaml",
                """
                databaseChangeLog:
                  - changeSet:
                      id: shadow
                      author: someone
                      changes:
                        - createTable:
                            tableName: hosts
                            columns:
                              - column: {name: id, type: int, constraints: {primaryKey: true, nullable: false}}
                              - column: {name: name, type: varchar(10), constraints: {nullable: false}}
                        - createShadowTable:
                            tableName: hosts
                            columns:
                              - column: {name: name, type: varchar(20)}
                        - addColumnWithShadow:
                            tableName: hosts
                            columns:
                              - column: {name: extra, type: boolean}
                        - convertTable: {tableName: hosts, characterSet: utf8, collation: utf8_bin}
                """);
    }

    @Test
    void honoursALogicalPathAndCutsLongTextsAsLiquibaseDoes(@TempDir Path folder) throws Exception {
        assertSameAsStock(
                folder,
                "04-long.yaml",
                """
                databaseChangeLog:
                  - logicalFilePath: service/four.yaml
                  - changeSet:
                      id: long
                      author: someone
                      comment: %s
                      changes:
                        - createTable: {tableName: %s, columns: [{column: {name: id, type: int}}]}
                        - createTable: {tableName: %s, columns: [{column: {name: id, type: int}}]}
                        - tagDatabase: {tag: done}
                """
                        .formatted("c".repeat(300), "a".repeat(120), "b".repeat(120)));
    }

    @Test
    void isMissingWhereAFileHoldsSeveralChangesets() {
        String changelog =
                """
                databaseChangeLog:
                  - changeSet: {id: a, author: x, changes: [{dropTable: {tableName: a}}]}
                  - changeSet: {id: b, author: x, changes: [{dropTable: {tableName: b}}]}
                """;

        assertThat(Changelogs.compile(Engine.H2, changelog).history()).isEmpty();
    }

    @Test
    void isThereForAChangesetThatIsForOtherEngines() {
        String changelog = Changelogs.withAttributes("dbms: postgresql", "- dropTable: {tableName: a}\n");

        assertThat(Changelogs.compile(Engine.H2, changelog).history())
                .hasValueSatisfying(entry -> assertThat(entry.id()).isEqualTo("main"));
    }

    private static void assertSameAsStock(Path folder, String file, String changelog) throws Exception {
        Files.writeString(folder.resolve(file), changelog);
        HistoryEntry entry = new LiquibaseCompiler(Engine.H2, name -> Files.newInputStream(folder.resolve(name)))
                .compile(file)
                .history()
                .orElseThrow();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            StockLiquibase.update(connection, folder, file);
            assertThat(entry).isEqualTo(row(connection));
        }
    }

    private static HistoryEntry row(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from databasechangelog")) {
            assertThat(row.next()).isTrue();
            return new HistoryEntry(
                    row.getString("id"),
                    row.getString("author"),
                    row.getString("filename"),
                    row.getString("md5sum"),
                    row.getString("description"),
                    row.getString("comments"),
                    row.getString("liquibase"));
        }
    }
}
