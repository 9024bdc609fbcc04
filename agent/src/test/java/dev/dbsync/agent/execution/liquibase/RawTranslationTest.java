package dev.dbsync.agent.execution.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.schema.SchemaChange;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawTranslationTest {

    @Test
    void takesTheCommentAsPurposeAndRunAlwaysAsLeaveToRepeat() {
        String changelog = Changelogs.withAttributes(
                "runAlways: true", "- sql: {comment: old table, sql: DROP TABLE IF EXISTS migrate_version;}\n");

        assertThat(Changelogs.compile(Engine.MARIADB, changelog).units())
                .containsExactly(new ChangeUnit(
                        new SchemaChange.Raw("old table", null),
                        List.of("DROP TABLE IF EXISTS migrate_version"),
                        Effect.DESTRUCTIVE));
    }

    @Test
    void turnsAnSqlCheckIntoAQueryThatIsPositiveWhileTheStatementIsOutstanding() throws SQLException {
        String changelog = Changelogs.withAttributes(
                """
                preConditions:
                  - onFail: MARK_RAN
                  - sqlCheck: {expectedResult: 2, sql: select count(*) from hosts where deleted is null}
                """,
                "- sql: {sql: UPDATE hosts SET deleted = 0}\n");
        ChangeUnit unit = Changelogs.compile(Engine.H2, changelog).units().get(0);
        String query = ((SchemaChange.Raw) unit.change()).outstandingQuery();

        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table hosts (deleted int)");
            statement.execute("insert into hosts values (null), (null)");
            assertThat(number(statement, query)).isPositive();

            statement.execute(unit.statements().get(0));
            assertThat(number(statement, query)).isZero();
        }
    }

    @Test
    void probesWhetherAColumnTakesNulls() throws SQLException {
        ChangeUnit unit = Changelogs.units(
                        Engine.H2,
                        "- addNotNullConstraint: {tableName: hosts, columnName: host, columnDataType: int}\n")
                .get(0);
        String query = ((SchemaChange.Raw) unit.change()).outstandingQuery();

        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table hosts (host int)");
            assertThat(number(statement, query)).isPositive();

            statement.execute(unit.statements().get(0));
            assertThat(number(statement, query)).isZero();
        }
        assertThat(unit.effect()).isEqualTo(Effect.REWRITING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            DROP TABLE a                              | DESTRUCTIVE
            delete from a                             | DESTRUCTIVE
            TRUNCATE a                                | DESTRUCTIVE
            /* a note */ -- another                   | REWRITING
            ALTER TABLE a DROP COLUMN b               | DESTRUCTIVE
            ALTER TABLE a DROP CONSTRAINT b           | REWRITING
            UPDATE a SET b = 1                        | REWRITING
            CREATE TYPE a AS ENUM ('b')               | ADDITIVE
            ALTER DATABASE DEFAULT CHARACTER SET utf8 | ADDITIVE
            INSERT INTO a VALUES (1)                  | ADDITIVE
            """)
    void judgesAStatementByItsWords(String statement, Effect effect) {
        assertThat(RawEffect.of(statement)).isEqualTo(effect);
    }

    @Test
    void treatsChangesOfRowsAsSqlOfTheCatalogue() {
        String changelog = Changelogs.withAttributes(
                "runAlways: true",
                """
                - delete: {tableName: hosts, where: deleted = 1}
                - insert: {tableName: hosts, columns: [{column: {name: host, value: a}}]}
                """);

        assertThat(Changelogs.compile(Engine.H2, changelog).units())
                .extracting(ChangeUnit::effect)
                .containsExactly(Effect.DESTRUCTIVE, Effect.ADDITIVE);
    }

    @Test
    void makesNothingOfTagsAndEmptyChanges() {
        assertThat(Changelogs.units(Engine.H2, "- tagDatabase: {tag: v1}\n")).isEmpty();
        assertThat(Changelogs.units(Engine.H2, "- empty: {}\n")).isEmpty();
    }

    private static int number(Statement statement, @Nullable String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }
}
