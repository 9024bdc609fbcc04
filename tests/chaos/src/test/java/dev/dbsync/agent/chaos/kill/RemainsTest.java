package dev.dbsync.agent.chaos.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kill matrix looks for is found when it is there. */
@ExtendWith(SharedServers.class)
class RemainsTest {

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL,create table left_behind (id integer)",
        "POSTGRESQL,create schema left_behind",
        "POSTGRESQL,create sequence left_behind",
        "POSTGRESQL,create view left_behind as select 1",
        "POSTGRESQL,insert into cell_mappings (uuid) values ('left behind')",
        "POSTGRESQL,insert into alembic_version values ('left behind')",
        "MARIADB,create table left_behind (id integer)",
        "MARIADB,create view left_behind as select 1",
        "MARIADB,create procedure left_behind () select 1",
        "MARIADB,insert into cell_mappings (uuid) values ('left behind')",
        "MARIADB,insert into alembic_version values ('left behind')"
    })
    void showWhatIsLeftBehind(Engine engine, String planted) throws Exception {
        try (TestDatabase database = SharedServers.of(engine).createDatabase()) {
            new Successor(NovaCatalogue.API).sync(database);
            Remains before = Remains.of(database);
            administer(database, planted);

            assertThat(Remains.of(database).facts()).isNotEqualTo(before.facts());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void areTheSameEachTime(Engine engine) throws Exception {
        try (TestDatabase first = SharedServers.of(engine).createDatabase();
                TestDatabase second = SharedServers.of(engine).createDatabase()) {
            new Successor(NovaCatalogue.API).sync(first);
            new Successor(NovaCatalogue.API).sync(second);

            assertThat(Remains.of(first)).isEqualTo(Remains.of(second));
        }
    }

    private static void administer(TestDatabase database, String sql) throws Exception {
        try (Connection connection = database.server().admin(database.name());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
