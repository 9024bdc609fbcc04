package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.planning.RefusedRequestException;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody approved is what is done; and what is to be left for later is left. */
@ExtendWith(SharedServers.class)
class ApprovedPlanTest {
    private static final String ZED = "ccb0fa1a2252";

    /** It drops a table that it makes anew. */
    private static final String DESTRUCTIVE = "d60bddf7a903";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 2);
    private final Questions questions = new Questions(workers, 2, operations, new OperationObserver() {});

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void twoThatAreAlikeNeedOneApproval(Engine engine) throws Exception {
        try (DatabaseUnderTest one = at(engine, ZED);
                DatabaseUnderTest other = at(engine, ZED)) {
            String digest = digest(one);

            assertThat(digest(other)).isEqualTo(digest).doesNotContain(".");
            assertThat(run(approved(digest, one)).state()).isEqualTo(OperationState.SUCCEEDED);
            Operation second = run(approved(digest, other));
            assertThat(second.state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(second.changed()).isTrue();
            // Done is no reason to refuse.
            assertThat(run(approved(digest, one)).changed()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void whatWasNotApprovedIsNotBegun(Engine engine) throws Exception {
        try (DatabaseUnderTest database = at(engine, ZED)) {
            SyncRequest request = approved(PlanDigest.NOTHING, database);

            assertThatThrownBy(() -> questions.refuseChanged(request))
                    .isInstanceOfSatisfying(
                            RefusedRequestException.class,
                            refusal -> assertThat(refusal.problem().type()).isEqualTo(ProblemType.PLAN_CHANGED));
            // Nor where it changed between that question and the lock.
            Operation ended = operations.run(request);
            Problem problem = Objects.requireNonNull(ended.error());
            assertThat(problem.type()).isEqualTo(ProblemType.PLAN_CHANGED);
            assertThat(problem.detail()).contains(DESTRUCTIVE);
            assertThat(ended.changed()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void stopsBeforeAnEffectThatIsHeld(Engine engine) throws Exception {
        try (DatabaseUnderTest database = at(engine, ZED)) {
            SyncRequest request = request(database, Set.of(Effect.DESTRUCTIVE), null, null);
            DatabasePlan plan = questions.plan(request).get(0);
            assertThat(plan.held()).extracting(PlannedStep::id).startsWith(DESTRUCTIVE);

            Operation ended = run(request);

            DatabaseResult result = ended.databases().get(0);
            assertThat(ended.state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(result.applied())
                    .extracting(AppliedStep::id)
                    .isEqualTo(plan.steps().stream().map(PlannedStep::id).toList());
            assertThat(result.to()).isEqualTo(plan.to()).isEqualTo("13863f4e1612");
            assertThat(result.message()).startsWith("Held before step " + DESTRUCTIVE + ", which is destructive");
            assertThat(run(request).changed()).isFalse();
            assertThat(run(request(database, Set.of(), null, null))
                            .databases()
                            .get(0)
                            .applied())
                    .extracting(AppliedStep::id)
                    .startsWith(DESTRUCTIVE);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "POSTGRESQL")
    void whoeverAsksAgainHearsOfTheSameOperation(Engine engine) throws Exception {
        try (DatabaseUnderTest database = at(engine, ZED)) {
            Operation first = run(request(database, Set.of(), null, "upgrade-7"));

            Operation again = run(request(database, Set.of(), null, "upgrade-7"));
            Operation another = run(request(database, Set.of(), null, "upgrade-8"));

            assertThat(first.requestId()).isEqualTo("upgrade-7");
            assertThat(again).isEqualTo(first);
            assertThat(again.changed()).isTrue();
            assertThat(another.id()).isNotEqualTo(first.id());
            assertThat(another.changed()).isFalse();
            assertThat(operations.find(first.id(), 0, Duration.ofSeconds(30))).isEqualTo(first);
        }
    }

    private String digest(DatabaseUnderTest database) {
        return PlanDigest.of(questions.plan(request(database, Set.of(), null, null)));
    }

    private Operation run(SyncRequest request) {
        questions.refuseChanged(request);
        return operations.run(request);
    }

    private static DatabaseUnderTest at(Engine engine, String revision) throws SQLException {
        DatabaseUnderTest database = SharedServers.freshDatabase(engine);
        Pipelines.sync(Pipelines.of("nova/main"), database, revision);
        return database;
    }

    private static SyncRequest approved(String digest, DatabaseUnderTest database) {
        return request(database, Set.of(), digest, null);
    }

    private static SyncRequest request(
            DatabaseUnderTest database, Set<Effect> hold, @Nullable String plan, @Nullable String requestId) {
        ManagedDatabase managed = Pipelines.managed(database, database.jdbcUrl(), LockMode.AUTO, Duration.ofMinutes(1));
        return new SyncRequest(List.of(managed), null, null, Duration.ofSeconds(30), hold, plan, requestId);
    }
}
