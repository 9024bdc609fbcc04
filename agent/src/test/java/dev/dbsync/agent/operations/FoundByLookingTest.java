package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.MariaDbServer;
import dev.dbsync.agent.testing.PostgresServer;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What would keep a sync from its end is found before its first statement, and the plan says the same. */
class FoundByLookingTest {
    private static final String BEFORE = "1b91788ec3a6";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 2);
    private final Questions questions = new Questions(workers, 2, operations, new OperationObserver() {});

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void aMariaDbThatTakesNoWrites() throws Exception {
        try (MariaDbServer server = MariaDbServer.start();
                TestDatabase database = server.createDatabase();
                Connection admin = server.admin(database.name())) {
            Pipelines.sync(Pipelines.of("nova/main"), database, BEFORE);
            run(admin, "set global read_only = 1");

            assertThat(bothSay(database).type()).isEqualTo(ProblemType.READ_ONLY);
            assertThat(readOnly(database)).isTrue();

            run(admin, "set global read_only = 0");
            assertThat(operations.run(request(database)).state()).isEqualTo(OperationState.SUCCEEDED);
            run(admin, "set global read_only = 1");
            // Nothing to do is nothing to write.
            assertThat(operations.run(request(database)).state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    @Test
    void aPostgresqlThatTakesNoWrites() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                TestDatabase database = server.createDatabase();
                Connection admin = server.admin("postgres")) {
            Pipelines.sync(Pipelines.of("nova/main"), database, BEFORE);
            run(admin, "alter database " + database.name() + " set default_transaction_read_only = on");

            assertThat(bothSay(database).type()).isEqualTo(ProblemType.READ_ONLY);
            assertThat(readOnly(database)).isTrue();

            run(admin, "alter database " + database.name() + " reset default_transaction_read_only");
            assertThat(operations.run(request(database)).state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(readOnly(database)).isFalse();
        }
    }

    @Test
    void aTableOfSomebodyElse() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                TestDatabase database = server.createDatabase();
                Connection admin = server.admin(database.name())) {
            Pipelines.sync(Pipelines.of("nova/main"), database, BEFORE);
            run(admin, "alter table instances owner to current_user");
            run(admin, "grant all on instances to " + database.user());

            Problem problem = bothSay(database);

            assertThat(problem.type()).isEqualTo(ProblemType.PRIVILEGE_MISSING);
            assertThat(problem.message()).contains("ownership of table instances");
        }
    }

    @Test
    void aSchemaThatNothingMayBeCreatedIn() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                TestDatabase database = server.createDatabase();
                Connection admin = server.admin(database.name())) {
            run(admin, "alter schema public owner to current_user");
            run(admin, "revoke create on schema public from public, " + database.user());

            Problem problem = bothSay(database);

            assertThat(problem.type()).isEqualTo(ProblemType.PRIVILEGE_MISSING);
            assertThat(problem.message()).contains("CREATE on schema public");
        }
    }

    @Test
    void aPrivilegeThatWasTakenAway() throws Exception {
        try (MariaDbServer server = MariaDbServer.start();
                TestDatabase database = server.createDatabase();
                Connection admin = server.admin(database.name())) {
            Pipelines.sync(Pipelines.of("nova/main"), database, BEFORE);
            run(admin, "revoke alter on " + database.name() + ".* from " + database.user() + "@'%'");

            Problem problem = bothSay(database);

            assertThat(problem.type()).isEqualTo(ProblemType.PRIVILEGE_MISSING);
            assertThat(problem.message()).contains("ALTER on table " + database.name() + ".");

            // Of two that fit, the server looks at the one that says most: the other gives nothing.
            run(admin, "grant all on `" + database.name().substring(0, 3) + "%`.* to " + database.user() + "@'%'");
            assertThat(bothSay(database)).isEqualTo(problem);
            run(admin, "delete from mysql.db where db = '" + database.name() + "'");
            run(admin, "flush privileges");
            assertThat(operations.run(request(database)).state()).isEqualTo(OperationState.SUCCEEDED);
            run(admin, "grant all on " + database.name() + ".* to " + database.user() + "@'%'");
        }
    }

    /** What a user may do by a role is not known beforehand; the server's refusal names the privilege. */
    @Test
    void whatMariaDbRefusesIsAPrivilegeToo() throws Exception {
        try (MariaDbServer server = MariaDbServer.start();
                TestDatabase database = server.createDatabase();
                Connection admin = server.admin(database.name())) {
            Pipelines.sync(Pipelines.of("nova/main"), database, BEFORE);
            run(admin, "create role helpers");
            run(admin, "grant helpers to " + database.user() + "@'%'");
            run(admin, "revoke alter on " + database.name() + ".* from " + database.user() + "@'%'");

            Operation ended = operations.run(request(database));

            Problem problem = Objects.requireNonNull(ended.error());
            assertThat(problem.type()).isEqualTo(ProblemType.PRIVILEGE_MISSING);
            assertThat(problem.detail()).contains("ALTER command denied");
        }
    }

    private Problem bothSay(TestDatabase database) {
        Problem planned =
                Objects.requireNonNull(questions.plan(request(database)).get(0).error());
        Operation ended = operations.run(request(database));
        assertThat(ended.error()).isEqualTo(planned);
        assertThat(ended.changed()).isFalse();
        return planned;
    }

    private boolean readOnly(TestDatabase database) {
        return Objects.requireNonNull(
                        questions.status(request(database).databases()).get(0).engine())
                .readOnly();
    }

    private static void run(Connection admin, String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private static SyncRequest request(TestDatabase database) {
        return Pipelines.request(database, database.jdbcUrl(), LockMode.AUTO);
    }
}
