package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.HeldLock;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.database.h2.H2Dialect;
import dev.dbsync.agent.database.mariadb.MariaDbDialect;
import dev.dbsync.agent.database.postgresql.PostgresDialect;
import dev.dbsync.agent.journal.FileJournal;
import dev.dbsync.agent.planning.RefusedRequestException;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServers.class)
class OperationsTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/nova_api";

    @TempDir
    private Path folder = Path.of("");

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 4);
    private final Questions questions = new Questions(workers, 4, operations, new OperationObserver() {});

    @AfterEach
    void letWorkersGo() {
        workers.shutdownNow();
    }

    @Test
    void goesOnWithOtherDatabasesWhenOneCannotBeReached() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.H2)) {
            Operation operation =
                    operations.run(request(LONG, unreachable(), managed("nova_main", "nova/main", database)));

            assertThat(operation.state()).isEqualTo(OperationState.FAILED);
            assertThat(operation.changed()).isTrue();
            assertThat(operation.databases())
                    .extracting(DatabaseResult::state)
                    .containsExactly(OperationState.FAILED, OperationState.SUCCEEDED);
            assertThat(Objects.requireNonNull(operation.error()).type()).isEqualTo(ProblemType.UNREACHABLE);
            assertThat(operation.databases().get(1).applied()).hasSize(10);
        }
    }

    @Test
    void reportsADatabaseThatCannotBeReachedWithoutItsPassword() {
        DatabaseStatus status = questions.status(List.of(unreachable())).get(0);
        DatabasePlan plan = questions.plan(request(SHORT, unreachable())).get(0);

        assertThat(status.state().wireName()).isEqualTo("unreachable");
        for (Problem problem : List.of(Objects.requireNonNull(status.error()), Objects.requireNonNull(plan.error()))) {
            assertThat(problem.type()).isEqualTo(ProblemType.UNREACHABLE);
            assertThat(problem.toString())
                    .contains("127.0.0.1")
                    .doesNotContain("s3cret")
                    .doesNotContain("Exception")
                    .doesNotContain("org.postgresql");
        }
    }

    @Test
    void joinsASyncThatAsksTheSameAndNoOther() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.POSTGRESQL);
                Connection holder = database.open()) {
            ManagedDatabase managed = managed("nova_api", "nova/api", database);
            HeldLock lock = hold(holder);

            Operation first = operations.submit(request(LONG, managed));
            Operation joined = operations.submit(request(LONG, managed));
            Operation other = operations.submit(new SyncRequest(List.of(managed), "d67eeaabee36", null, LONG));

            assertThat(joined.id()).isEqualTo(first.id());
            assertThat(other.id()).isNotEqualTo(first.id());
            assertThat(questions.status(List.of(managed)).get(0).operation()).isIn(first.id(), other.id());
            lock.release();
            assertThat(ended(first.id()).state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(ended(other.id()).state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(operations.submit(request(LONG, managed)).id()).isNotEqualTo(first.id());
            assertThat(operations.drain(LONG)).isTrue();
        }
    }

    @Test
    void doesNotJoinASyncThatBeganWithAnotherReleaseOrAnotherPlace() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.POSTGRESQL);
                Connection holder = database.open()) {
            ManagedDatabase managed = managed("nova_main", "nova/main", database);
            ManagedDatabase earlier = new ManagedDatabase(
                    "nova_main",
                    Pipelines.of("nova/main", "2024.1"),
                    managed.source(),
                    SyncSettings.of(managed.settings().lock(), Duration.ofMinutes(5)));
            ManagedDatabase elsewhere = managed("nova_main", "nova/main", NOWHERE, "nova", "s3cret");
            HeldLock lock = hold(holder);

            String first = operations.submit(toHead(earlier)).id();
            String other = operations.submit(toHead(managed)).id();

            assertThat(other).isNotEqualTo(first);
            assertThat(operations.submit(toHead(managed)).id()).isEqualTo(other);
            assertThat(operations.submit(toHead(elsewhere)).id()).isNotIn(first, other);
            lock.release();
            assertThat(ended(first).error()).isNull();
            assertThat(ended(other).error()).isNull();
        }
    }

    private static SyncRequest toHead(ManagedDatabase database) {
        return new SyncRequest(List.of(database), null, null, LONG);
    }

    @Test
    void namesTheHolderWhenTheLockIsNotHadInTime() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.POSTGRESQL);
                Connection holder = database.open()) {
            ManagedDatabase managed = managed("nova_api", "nova/api", database);
            HeldLock lock = hold(holder);

            Problem problem = Objects.requireNonNull(
                    operations.run(request(SHORT, managed)).error());

            assertThat(problem.type()).isEqualTo(ProblemType.LOCKED);
            assertThat(problem.detail()).contains("ctl-2").contains("op-2");
            assertThat(Objects.requireNonNull(
                                    questions.status(List.of(managed)).get(0).lock())
                            .host())
                    .isEqualTo("ctl-2");
            lock.release();
        }
    }

    @Test
    void tellsWhichStepFailedAndWhatWasDoneBefore() throws Exception {
        try (TestDatabase database = SharedServers.postgres().createDatabase();
                Connection admin = database.server().admin(database.name());
                Statement statement = admin.createStatement()) {
            statement.execute("create function refuse() returns event_trigger language plpgsql as $$ begin"
                    + " if exists (select from pg_event_trigger_ddl_commands() where object_identity like '%share_mapping')"
                    + " then raise exception 'not here'; end if; end $$");
            statement.execute("create event trigger refuse on ddl_command_end when tag in ('CREATE TABLE')"
                    + " execute function refuse()");

            Operation operation = operations.run(request(LONG, managed("nova_main", "nova/main", database)));

            DatabaseResult result = operation.databases().get(0);
            assertThat(result.applied()).hasSize(6);
            assertThat(result.changed()).isTrue();
            Problem problem = Objects.requireNonNull(result.error());
            assertThat(problem.type()).isEqualTo(ProblemType.SYNC_FAILED);
            assertThat(problem.message()).contains("13863f4e1612").contains("share_mapping");
            assertThat(problem.incident()).isNotBlank();

            statement.execute("drop event trigger refuse");
            assertThat(operations
                            .run(request(LONG, managed("nova_main", "nova/main", database)))
                            .state())
                    .isEqualTo(OperationState.SUCCEEDED);
        }
    }

    @Test
    void saysChangedWhenAFailedStepLeftObjectsBehind() throws Exception {
        try (TestDatabase database = SharedServers.mariaDb().createDatabase()) {
            Path data = Path.of(database.query("select @@datadir").get(0), database.name());
            Files.writeString(data.resolve("users.ibd"), "left over");

            Operation operation = operations.run(request(LONG, managed("nova_api", "nova/api", database)));

            DatabaseResult result = operation.databases().get(0);
            assertThat(result.applied()).isEmpty();
            assertThat(result.changed()).isTrue();
            assertThat(Objects.requireNonNull(result.error()).message()).contains("table users");
            Files.delete(data.resolve("users.ibd"));
        }
    }

    @Test
    void callsADatabaseInterruptedOnlyWhileNobodyIsAtWorkOnIt() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.MARIADB);
                Connection holder = database.open()) {
            ManagedDatabase managed = managed("nova_main", "nova/main", database);
            Pipelines.sync(managed.pipeline(), database, "16f1fbcab42b");
            database.execute("alter table block_device_mapping add encrypted boolean");
            HeldLock lock = new MariaDbDialect()
                    .sessionLock()
                    .acquire(holder, new LockHolder("ctl-2", null, null), SHORT)
                    .orElseThrow();

            assertThat(questions.status(List.of(managed)).get(0).state().wireName())
                    .isEqualTo("behind");
            lock.release();
            assertThat(questions.status(List.of(managed)).get(0).state().wireName())
                    .isEqualTo("interrupted");
        }
    }

    @Test
    void knowsAnOperationAfterItsEndAndNoOther() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.H2)) {
            Operation operation = operations.run(request(LONG, managed("nova_api", "nova/api", database)));

            assertThat(operations.find(operation.id())).isEqualTo(operation);
            assertThat(operation.progress().done())
                    .isEqualTo(operation.progress().total());
            assertThatThrownBy(() -> operations.find("nobody"))
                    .isInstanceOfSatisfying(
                            RefusedRequestException.class,
                            refusal -> assertThat(refusal.problem().type()).isEqualTo(ProblemType.UNKNOWN_OPERATION));
        }
    }

    @Test
    void knowsTheOperationsOfBeforeItsStart() throws Exception {
        try (DatabaseUnderTest api = SharedServers.freshDatabase(Engine.H2);
                DatabaseUnderTest main = SharedServers.freshDatabase(Engine.H2)) {
            ManagedDatabase managed = managed("nova_api", "nova/api", api);
            Operations before = journalled();
            Operation first = before.run(new SyncRequest(List.of(managed), "d67eeaabee36", null, LONG));
            Operation second = before.run(request(LONG, managed, managed("nova_main", "nova/main", main)));
            Operation refused = before.run(request(SHORT, unreachable()));

            Operations after = journalled();

            assertThat(after.find(first.id())).isEqualTo(first);
            assertThat(after.newest(10)).containsExactly(refused, second, first);
            assertThat(after.newest(2)).containsExactly(refused, second);
            assertThat(after.history("nova_api", 10))
                    .extracting(HistoryEntry::id, HistoryEntry::operation, HistoryEntry::by)
                    .containsExactly(
                            tuple("cdeec0c85668", second.id(), "ctl-1"),
                            tuple("b30f573d3377", second.id(), "ctl-1"),
                            tuple("d67eeaabee36", first.id(), "ctl-1"));
            assertThat(after.history("nova_main", 3))
                    .extracting(HistoryEntry::id)
                    .hasSize(3)
                    .startsWith("ab450ba04102");
            assertThat(after.history("nova_cell1", 3)).isEmpty();
        }
    }

    @Test
    void countsARunningOperationAmongTheNewest() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.POSTGRESQL);
                Connection holder = database.open()) {
            Operations journalled = journalled();
            HeldLock lock = hold(holder);
            Operation submitted = journalled.submit(request(LONG, managed("nova_api", "nova/api", database)));

            Operation running = journalled.newest(1).get(0);

            assertThat(running.id()).isEqualTo(submitted.id());
            assertThat(running.state().ended()).isFalse();
            lock.release();
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> journalled.find(submitted.id()).state().ended());
            assertThat(journalled().find(submitted.id()).state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    private Operations journalled() {
        return new Operations(
                workers,
                "ctl-1",
                Clock.systemUTC(),
                4,
                new FileJournal(folder.resolve("journal")),
                new OperationObserver() {});
    }

    @Test
    void takesNoNewWorkWhileItDrains() throws Exception {
        assertThat(operations.drain(SHORT)).isTrue();

        assertThatThrownBy(() -> operations.submit(request(SHORT, unreachable())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void locksAnEmbeddedDatabaseWithinTheProcess() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.H2);
                Connection holder = database.open()) {
            HeldLock lock = new H2Dialect()
                    .sessionLock()
                    .acquire(holder, new LockHolder("ctl-2", null, null), SHORT)
                    .orElseThrow();

            Problem problem = Objects.requireNonNull(operations
                    .run(request(SHORT, managed("nova_api", "nova/api", database)))
                    .error());

            assertThat(problem.type()).isEqualTo(ProblemType.LOCKED);
            lock.release();
        }
    }

    private static HeldLock hold(Connection holder) throws Exception {
        return new PostgresDialect()
                .sessionLock()
                .acquire(holder, new LockHolder("ctl-2", null, "op-2"), SHORT)
                .orElseThrow();
    }

    private Operation ended(String id) {
        return Awaitility.await()
                .atMost(LONG)
                .until(() -> operations.find(id), operation -> operation.state().ended());
    }

    private static SyncRequest request(Duration wait, ManagedDatabase... databases) {
        return new SyncRequest(List.of(databases), null, null, wait);
    }

    private static ManagedDatabase unreachable() {
        return managed("nova_api", "nova/api", NOWHERE, "nova", "s3cret");
    }

    private static ManagedDatabase managed(String name, String catalogue, DatabaseUnderTest database) {
        return managed(name, catalogue, database.plainJdbcUrl(), database.user(), database.password());
    }

    private static ManagedDatabase managed(
            String name, String catalogue, String url, @Nullable String user, @Nullable String password) {
        return new ManagedDatabase(
                name,
                Pipelines.of(catalogue),
                new DriverConnectionSource(new DatabaseAddress(url, user, password), "ctl-1"),
                SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
    }
}
