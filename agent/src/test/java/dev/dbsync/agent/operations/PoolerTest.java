package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.PgBouncer;
import dev.dbsync.agent.testing.PostgresServer;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PgBouncer before PostgreSQL: a session that is handed on is noticed, and nothing is left with it. */
class PoolerTest {
    private static final String BY_SESSION = "pool_mode = session";
    private static final String BY_TRANSACTION = "pool_mode = transaction";
    private static final String IN_TURNS = BY_TRANSACTION + "\nserver_round_robin = 1\nmin_pool_size = 4";

    private static PostgresServer server;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private TestDatabase database;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void create() throws Exception {
        database = server.createDatabase();
    }

    @AfterEach
    void drop() throws Exception {
        workers.shutdownNow();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {BY_SESSION, BY_TRANSACTION, IN_TURNS, BY_TRANSACTION + "\nignore_startup_parameters = options"})
    void twoAgentsMakeOneChangeAndLeaveNothing(String mode) throws Exception {
        try (PgBouncer pooler = new PgBouncer(server, mode)) {
            String url = pooler.jdbcUrl(database);
            Future<Operation> other =
                    workers.submit(() -> agent("ctl-2").run(Pipelines.request(database, url, LockMode.AUTO)));
            Operation own = agent("ctl-1").run(Pipelines.request(database, url, LockMode.AUTO));

            assertThat(List.of(own, other.get()))
                    .allSatisfy(
                            ended -> assertThat(ended.state()).as("%s", ended).isEqualTo(OperationState.SUCCEEDED))
                    .satisfiesOnlyOnce(ended -> assertThat(ended.changed()).isTrue());
            assertThat(settingsThatTheNextFinds(url))
                    .containsExactlyInAnyOrderElementsOf(settingsThatTheNextFinds(database.jdbcUrl()));
            assertThat(database.query("select count(*) from pg_locks where locktype = 'advisory'"))
                    .containsExactly("0");
            assertThat(database.tableNames()).doesNotContain("dbsync_lease");
        }
    }

    /** Without the look at the pooler, this one takes the lock, and the pooler keeps it. */
    @Test
    void aLockOfTheSessionIsRefusedWhereThePoolerWouldKeepIt() throws Exception {
        try (PgBouncer pooler = new PgBouncer(server, BY_TRANSACTION)) {
            Operation ended =
                    agent("ctl-1").run(Pipelines.request(database, pooler.jdbcUrl(database), LockMode.SESSION));

            Problem problem = Objects.requireNonNull(ended.error());
            assertThat(problem.type()).isEqualTo(ProblemType.LOCKED);
            assertThat(problem.remedy()).contains("lock = auto");
            assertThat(database.tableNames()).isEmpty();
            assertThat(database.query("select count(*) from pg_locks where locktype = 'advisory'"))
                    .containsExactly("0");
        }
    }

    @Test
    void aLockOfTheSessionIsKeptWhereThePoolerKeepsSessions() throws Exception {
        try (PgBouncer pooler = new PgBouncer(server, BY_SESSION)) {
            Operation ended =
                    agent("ctl-1").run(Pipelines.request(database, pooler.jdbcUrl(database), LockMode.SESSION));

            assertThat(ended.state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    private Operations agent(String host) {
        return new Operations(workers, host, Clock.systemUTC(), 2);
    }

    /** What services would have to live with. */
    private List<String> settingsThatTheNextFinds(String url) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name, setting from pg_settings"
                        + " where name like '%timeout' or name in ('search_path', 'tcp_keepalives_idle')")) {
            while (rows.next()) {
                found.add(rows.getString(1) + " = " + rows.getString(2));
            }
        }
        return found;
    }
}
