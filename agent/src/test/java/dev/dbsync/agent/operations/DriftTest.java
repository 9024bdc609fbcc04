package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Before a step changes a table, the table is compared with what the catalogue says; a section says what follows. */
class DriftTest {
    private static final String BEFORE = "1b91788ec3a6";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 2);
    private final Questions questions = new Questions(workers, 2, operations, new OperationObserver() {});

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isReportedAndTheStepsAreRun(Engine engine) throws Exception {
        try (TestDatabase database = drifted(engine)) {
            SyncRequest request = request(database, false);

            DatabasePlan plan = questions.plan(request).get(0);
            DatabaseResult result = operations.run(request).databases().get(0);

            assertThat(plan.changes()).isTrue();
            assertThat(plan.drift()).extracting(Difference::object).containsExactly("column instances.rack");
            assertThat(result.state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(result.message())
                    .startsWith("Tables that the steps change are not what the catalogue says: column instances.rack is"
                            + " not expected");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isRefusedWhereTheSectionSaysSo(Engine engine) throws Exception {
        try (TestDatabase database = drifted(engine)) {
            SyncRequest request = request(database, true);

            DatabasePlan plan = questions.plan(request).get(0);
            DatabaseResult result = operations.run(request).databases().get(0);

            assertThat(result.state()).isEqualTo(OperationState.FAILED);
            assertThat(result.changed()).isFalse();
            assertThat(result.error()).isEqualTo(plan.error());
            assertThat(Objects.requireNonNull(result.error()).type()).isEqualTo(ProblemType.INCONSISTENT);
            assertThat(result.error().message()).endsWith("column instances.rack is unexpected.");
            assertThat(result.error().data().remedy()).contains("drift = report");

            database.execute("alter table instances drop column rack");
            assertThat(operations.run(request).state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    /** What no step touches is for verify to tell. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isOfTablesThatStepsChange(Engine engine) throws Exception {
        try (TestDatabase database = behind(engine)) {
            database.execute("alter table key_pairs add column rack varchar(8)");

            assertThat(questions.plan(request(database, true)).get(0).drift()).isEmpty();
            assertThat(operations.run(request(database, true)).state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    /** What a sync that stopped in a step had done to a table is no drift. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB"})
    void isNotWhatAStepThatWasBegunHasDone(Engine engine) throws Exception {
        try (TestDatabase database = behind(engine)) {
            Planned planned = Pipelines.plan(Pipelines.of("nova/main"), database, null);
            List<String> statements = planned.steps().get(0).statements();
            assertThat(statements).hasSizeGreaterThan(1);
            database.execute(statements.get(0));

            DatabasePlan plan = questions.plan(request(database, true)).get(0);

            assertThat(plan.drift()).isEmpty();
            assertThat(operations.run(request(database, true)).state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    private static TestDatabase drifted(Engine engine) throws Exception {
        TestDatabase database = behind(engine);
        database.execute("alter table instances add column rack varchar(8)");
        return database;
    }

    private static TestDatabase behind(Engine engine) throws Exception {
        TestDatabase database = SharedServers.of(engine).createDatabase();
        Pipelines.sync(Pipelines.of("nova/main"), database, BEFORE);
        return database;
    }

    private static SyncRequest request(TestDatabase database, boolean refusesDrift) {
        SyncSettings settings = new SyncSettings(LockMode.AUTO, Duration.ofMinutes(5), refusesDrift, false);
        ManagedDatabase managed = Pipelines.managed(database, database.plainJdbcUrl(), settings);
        return new SyncRequest(List.of(managed), null, null, Duration.ofSeconds(60));
    }
}
