package dev.dbsync.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.database.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedServers.class)
class DatabaseFixturesTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void statements_are_logged_in_order_and_whole(Engine engine) throws SQLException {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            database.execute("create table forgotten (id integer)");
            database.mark();
            database.execute("create table thing (\n\tid integer,\n  name varchar(20)\n)", "select 1");
            assertThat(database.tableNames()).extracting(String::toLowerCase).containsExactly("forgotten", "thing");
            insertPrepared(database);

            assertThat(database.changesLogged()).hasSize(2);
            assertThat(database.changesLogged())
                    .element(0)
                    .isEqualTo("create table thing (\n\tid integer,\n  name varchar(20)\n)");
            assertThat(database.changesLogged()).element(1).asString().startsWith("insert into thing");
            assertThat(database.statementsLogged()).contains("select 1");
        }
    }

    private static void insertPrepared(DatabaseUnderTest database) throws SQLException {
        try (Connection connection = database.open();
                PreparedStatement insert = connection.prepareStatement("insert into thing values (?, ?)")) {
            insert.setInt(1, 1);
            insert.setString(2, "first\nsecond");
            insert.execute();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_leaked_connection_fails_the_test(Engine engine) throws SQLException {
        DatabaseUnderTest database = SharedServers.freshDatabase(engine);
        Connection leaked = database.open();
        assertThatThrownBy(database::close).isInstanceOf(AssertionError.class).hasMessageContaining("were left open");
        assertThat(leaked.isValid(1)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_read_only_user_reads_later_tables_and_writes_none(Engine engine) throws SQLException {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Credentials reader = database.readOnlyUser();
            database.execute("create table thing (id integer)");
            try (Connection connection = reader.open();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.execute("select * from thing")).isTrue();
                assertThatThrownBy(() -> statement.execute("insert into thing values (1)"))
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> statement.execute("create table other (id integer)"))
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_canonical_schema_tells_a_changed_column(Engine engine) throws SQLException {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            database.execute(
                    "create table parent (id integer primary key, name varchar(20) not null unique)",
                    "create table child (id integer primary key, parent integer, foreign key (parent) references parent (id))",
                    "create index child_parent on child (parent)");
            var before = database.canonicalSchema();
            SchemaAssert.assertSchema(database.canonicalSchema(), before);
            database.execute("alter table child add extra integer");
            var after = database.canonicalSchema();
            assertThatThrownBy(() -> SchemaAssert.assertSchema(after, before))
                    .hasMessageContaining("the schema differs in 1 facts")
                    .message()
                    .containsIgnoringCase("extra");
        }
    }

    @Test
    void a_file_of_h2_and_private_databases_stand_alone() throws SQLException {
        try (DatabaseUnderTest file = H2Database.inFile();
                Connection first = H2Database.openPrivate();
                Connection second = H2Database.openPrivate()) {
            file.execute("create table thing (id integer)");
            first.createStatement().execute("create table thing (id integer)");
            second.createStatement().execute("create table thing (id integer)");
            assertThat(file.changesLogged()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2", mode = EnumSource.Mode.EXCLUDE)
    void a_database_made_anew_keeps_its_name_and_has_the_tables_of_another_or_none(Engine engine) throws SQLException {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase source = server.createDatabase();
                TestDatabase database = server.createDatabase()) {
            source.execute("create table thing (id integer)", "insert into thing values (1)");
            database.execute("create table forgotten (id integer)");

            server.recreate(database);
            assertThat(database.tableNames()).isEmpty();

            server.recreateFrom(database, source);
            assertThat(database.query("select id from thing")).containsExactly("1");
            database.execute("create table owned (id integer)");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2", mode = EnumSource.Mode.EXCLUDE)
    void a_server_as_shipped_keeps_what_it_wrote_and_logs_statements_when_told(Engine engine) throws SQLException {
        try (DatabaseServer server = asShipped(engine);
                TestDatabase database = server.createDatabase()) {
            assertThat(database.query(durability(engine))).containsExactly(engine == Engine.POSTGRESQL ? "on" : "1");
            database.execute("create table unseen (id integer)");
            server.logStatements(true);
            database.execute("create table seen (id integer)");
            server.logStatements(false);
            database.execute("create table unseen_again (id integer)");

            assertThat(database.changesLogged()).containsExactly("create table seen (id integer)");
            assertThat(server.version()).containsPattern("\\d+\\.\\d+");
        }
    }

    private static DatabaseServer asShipped(Engine engine) throws SQLException {
        return engine == Engine.POSTGRESQL ? PostgresServer.startAsShipped() : MariaDbServer.startAsShipped();
    }

    private static String durability(Engine engine) {
        return engine == Engine.POSTGRESQL ? "show fsync" : "select @@innodb_flush_log_at_trx_commit";
    }
}
