package dev.dbsync.agent.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedServers.class)
class DriverConnectionSourceTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void createsNoDatabaseOnlyToAskAboutIt() throws Exception {
        ConnectionSource source = source();

        try (Connection connection = source.openForQuestions()) {
            assertThat(connection.isValid(1)).isTrue();
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void asksTheDatabaseThatIsThere() throws Exception {
        ConnectionSource source = source();
        try (Connection connection = source.open()) {
            Queries.update(connection, "create table something (id int)");
        }

        try (Connection connection = source.openForQuestions()) {
            assertThat(Queries.list(connection, "select count(*) from something", row -> row.getInt(1)))
                    .containsExactly(0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void nothingCanBeWrittenOnAConnectionForQuestions(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            database.execute("create table there (id int)");
            ConnectionSource source = source(database);
            try (Connection question = source.openForQuestions()) {
                assertThatThrownBy(() -> Queries.update(question, "create table too_much (id int)"))
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> Queries.update(question, "insert into there values (1)"))
                        .isInstanceOf(SQLException.class);
            }
            try (Connection working = source.open()) {
                assertThat(Queries.update(working, "insert into there values (1)"))
                        .isOne();
            }
        }
    }

    @Test
    void noServerGetsAFileOfThisHost() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        try (TestDatabase database = SharedServers.mariaDb().createDatabase()) {
            database.execute("create table loot (line text)");
            try (Connection connection = source(database).open()) {
                assertThatThrownBy(() -> Queries.update(
                                connection, "load data local infile '" + secret + "' into table loot (line)"))
                        .isInstanceOf(SQLException.class);
            }
            assertThat(database.query("select count(*) from loot")).containsExactly("0");
        }
    }

    /** Else a session that a host had opened when it vanished stays for as long as the server runs. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void theServerGivesUpEverySessionThatFallsSilent(Engine engine) throws Exception {
        String limit = engine == Engine.POSTGRESQL
                ? "select setting::bigint / 1000 from pg_settings where name = 'idle_session_timeout'"
                : "select @@session.wait_timeout";
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection question = source(database).openForQuestions();
                Connection working = source(database).open()) {
            long silence = LockTimeouts.SILENCE.toSeconds();
            assertThat(Queries.list(question, limit, row -> row.getLong(1))).containsExactly(silence);
            assertThat(Queries.list(working, limit, row -> row.getLong(1))).containsExactly(silence);
        }
    }

    private static ConnectionSource source(DatabaseUnderTest database) {
        return new DriverConnectionSource(
                new DatabaseAddress(database.jdbcUrl(), database.user(), database.password()), "test");
    }

    @Test
    void letsTwoDatabasesBeginInAFolderThatIsNotThereYet() throws Exception {
        ExecutorService openers = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                Path missing = folder.resolve("round-" + round).resolve("state");
                Future<Boolean> api = openers.submit(() -> opens(missing.resolve("nova_api")));
                Future<Boolean> main = openers.submit(() -> opens(missing.resolve("nova_main")));
                assertThat(api.get() && main.get()).isTrue();
            }
        } finally {
            openers.shutdownNow();
        }
    }

    private static boolean opens(Path file) throws Exception {
        DatabaseAddress address = new DatabaseAddress("jdbc:h2:file:" + file, null, null);
        try (Connection connection = new DriverConnectionSource(address, "test").open()) {
            return connection.isValid(1);
        }
    }

    private ConnectionSource source() {
        return new DriverConnectionSource(
                new DatabaseAddress("jdbc:h2:file:" + folder.resolve("nova"), null, null), "test");
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
