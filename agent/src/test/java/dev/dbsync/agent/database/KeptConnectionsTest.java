package dev.dbsync.agent.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedServers.class)
class KeptConnectionsTest {
    private final ExecutorService sweeper = Executors.newCachedThreadPool();
    private final KeptConnections kept = new KeptConnections(sweeper);

    @AfterEach
    void end() {
        kept.close();
        sweeper.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void theNextQuestionIsAskedOnTheSameSession(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            ConnectionSource source = source(database);

            long first = session(engine, source);
            assertThat(session(engine, source)).isEqualTo(first);
            kept.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void twoAtOnceHaveASessionEachAndOneOfThemIsKept(Engine engine) throws Exception {
        try (TestDatabase database = (TestDatabase) SharedServers.freshDatabase(engine)) {
            ConnectionSource source = source(database);

            try (Connection one = source.openForQuestions();
                    Connection other = source.openForQuestions()) {
                assertThat(id(engine, one)).isNotEqualTo(id(engine, other));
            }
            Awaitility.await()
                    .atMost(Duration.ofMillis(800))
                    .until(() -> database.connections().size() == 1);
            kept.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void aSessionThatNobodyAsksOnIsGivenUp(Engine engine) throws Exception {
        try (TestDatabase database = (TestDatabase) SharedServers.freshDatabase(engine)) {
            session(engine, source(database));

            assertThat(database.connections()).hasSize(1);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> database.connections()
                    .isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void itIsGivenUpAlsoWhereNoThreadIsToBeHad(Engine engine) throws Exception {
        try (TestDatabase database = (TestDatabase) SharedServers.freshDatabase(engine);
                KeptConnections threadless = new KeptConnections(work -> {
                    throw new OutOfMemoryError("unable to create native thread");
                })) {
            session(engine, source(threadless, database));

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> database.connections()
                    .isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void aSessionThatTheServerEndedIsReplaced(Engine engine) throws Exception {
        try (TestDatabase database = (TestDatabase) SharedServers.freshDatabase(engine)) {
            ConnectionSource source = source(database);
            long first = session(engine, source);

            database.terminateConnections();

            assertThat(session(engine, source)).isNotEqualTo(first);
            kept.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void whoGaveAConnectionBackCannotReachItAnyMore(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Connection connection = source(database).openForQuestions();
            connection.close();
            connection.close();

            assertThat(connection.isClosed()).isTrue();
            assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
            kept.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void oneWithATransactionLeftOpenIsNotHandedOn(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            ConnectionSource source = source(database);
            long first;
            try (Connection connection = source.openForQuestions()) {
                first = id(engine, connection);
                connection.setAutoCommit(false);
            }

            assertThat(session(engine, source)).isNotEqualTo(first);
            kept.close();
        }
    }

    private ConnectionSource source(DatabaseUnderTest database) {
        return source(kept, database);
    }

    private static ConnectionSource source(KeptConnections kept, DatabaseUnderTest database) {
        DatabaseAddress address = new DatabaseAddress(database.plainJdbcUrl(), database.user(), database.password());
        return kept.over(address, new DriverConnectionSource(address, "test"));
    }

    private static long session(Engine engine, ConnectionSource source) throws SQLException {
        try (Connection connection = source.openForQuestions()) {
            return id(engine, connection);
        }
    }

    private static long id(Engine engine, Connection connection) throws SQLException {
        String sql = engine == Engine.POSTGRESQL ? "select pg_backend_pid()" : "select connection_id()";
        return Queries.list(connection, sql, row -> row.getLong(1)).get(0);
    }
}
