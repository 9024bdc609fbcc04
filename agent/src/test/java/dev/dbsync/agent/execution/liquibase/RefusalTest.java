package dev.dbsync.agent.execution.liquibase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.execution.BrokenChangelogException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            - renameTable: {oldTableName: a, newTableName: b}                                 | renameTable
            - renameColumn: {tableName: a, oldColumnName: b, newColumnName: c}                | renameColumn
            - addPrimaryKey: {tableName: a, columnNames: b}                                   | addPrimaryKey
            - sqlFile: {path: other.sql}                                                      | sqlFile
            - createView: {viewName: a, selectQuery: select 1}                                | createView
            """)
    void namesAChangeThatItCannotProbeAndWhatToUseInstead(String change, String name) {
        assertRefused(Engine.POSTGRESQL, Changelogs.of(change), name, "Use one of createTable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            - createIndex: {tableName: a, columns: [{column: {name: b}}]}                     | indexName is missing
            - createIndex: {tableName: a, indexName: i, columns: [{column: {name: b, descending: true}}]} | descending
            - addUniqueConstraint: {tableName: a, columnNames: b}                             | constraintName is missing
            - dropIndex: {indexName: i}                                                       | tableName is missing
            - dropTable: {cascadeConstraints: true}                                           | tableName
            - createTable: {tableName: a, columns: [{column: {name: b, type: int, constraints: {unique: true}}}]} | uniqueConstraintName is missing
            - createTable: {tableName: a, columns: [{column: {name: b, type: int, constraints: {foreignKeyName: f, references: c(d)}}}]} | foreign key
            - addColumn: {tableName: a, columns: [{column: {name: b, type: int, constraints: {unique: true, uniqueConstraintName: u}}}]} | unique
            - addColumn: {tableName: a, columns: [{column: {name: b, type: int, valueNumeric: 1}}]} | value of the rows
            """)
    void namesWhatAChangeLacks(String change, String seen) {
        assertRefused(Engine.POSTGRESQL, Changelogs.of(change), "changeset main", seen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"context: test", "labels: a", "runOnChange: true", "ignore: true", "failOnError: false"})
    void refusesAttributesOfAChangesetThatItWouldHaveToIgnore(String attribute) {
        String changelog = Changelogs.withAttributes(attribute, "- dropTable: {tableName: a}\n");

        assertRefused(Engine.H2, changelog, attribute.substring(0, attribute.indexOf(':')), "Remove it");
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "H2"})
    void wantsToKnowWhetherRawSqlWasRunWhereAStepCanStopHalfWay(Engine engine) {
        String raw = "- sql: {sql: UPDATE a SET b = 1}\n";

        assertRefused(engine, Changelogs.of(raw), "nothing tells whether its SQL was run", "sqlCheck", "runAlways");
        assertThatCode(() -> Changelogs.compile(Engine.POSTGRESQL, Changelogs.of(raw)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesPreconditionsOfAnyOtherForm() {
        String halting =
                """
                preConditions:
                  - onFail: HALT
                  - sqlCheck: {expectedResult: 1, sql: select count(*) from a}
                """;
        String tableExists =
                """
                preConditions:
                  - onFail: MARK_RAN
                  - tableExists: {tableName: a}
                """;
        String marking =
                """
                preConditions:
                  - onFail: MARK_RAN
                  - sqlCheck: {expectedResult: 1, sql: select count(*) from a}
                """;

        assertRefused(Engine.H2, Changelogs.withAttributes(halting, "- sql: {sql: DELETE FROM a}\n"), "preConditions");
        assertRefused(
                Engine.H2, Changelogs.withAttributes(tableExists, "- sql: {sql: DELETE FROM a}\n"), "preConditions");
        assertRefused(
                Engine.H2, Changelogs.withAttributes(marking, "- dropTable: {tableName: a}\n"), "sql changes only");
        assertRefused(
                Engine.H2,
                Changelogs.withAttributes(marking, "- sql: {sql: DELETE FROM a; DELETE FROM b}\n"),
                "one sqlCheck stands for several statements");
    }

    @Test
    void refusesAFileThatIncludesAnother() {
        String child = Changelogs.of("- dropTable: {tableName: a}\n");
        String parent =
                """
                databaseChangeLog:
                  - include: {file: child.yaml}
                """;
        LiquibaseCompiler compiler = new LiquibaseCompiler(
                Engine.H2,
                file -> new ByteArrayInputStream(
                        (file.equals("child.yaml") ? child : parent).getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> compiler.compile("parent.yaml"))
                .isInstanceOf(BrokenChangelogException.class)
                .hasMessageContainingAll("parent.yaml", "child.yaml", "revision of its own");
    }

    @Test
    void refusesPreconditionsOfTheWholeFile() {
        String changelog =
                """
                databaseChangeLog:
                  - preConditions:
                      - dbms: {type: h2}
                """;

        assertRefused(Engine.H2, changelog, "preConditions for the whole file");
    }

    @Test
    void saysOnOneLineWhereAFileIsNotYaml() {
        assertThatThrownBy(() -> Changelogs.compile(Engine.H2, "databaseChangeLog: [\n  - a: b: c\n"))
                .isInstanceOf(BrokenChangelogException.class)
                .hasMessageContaining(Changelogs.FILE)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void refusesAMisspeltChange() {
        assertRefused(Engine.H2, Changelogs.of("- craeteTable: {tableName: a}\n"), "craeteTable");
    }

    private static void assertRefused(Engine engine, String changelog, String... words) {
        assertThatThrownBy(() -> Changelogs.compile(engine, changelog))
                .isInstanceOf(BrokenChangelogException.class)
                .hasMessageContaining(Changelogs.FILE)
                .hasMessageContainingAll(words);
    }
}
