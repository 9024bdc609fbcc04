package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever operators did to a database: what the plan says of it is what becomes of a sync. */
@ExtendWith(SharedServers.class)
class PlanPredictsSyncTest {
    /** On each engine; {@code bin/chaos} makes more. */
    private static final int COMBINATIONS = Integer.getInteger("plans.count", 20);

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 2);
    private final Questions questions = new Questions(workers, 2, operations, new OperationObserver() {});

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    static Stream<Arguments> everyDisturbanceWhereItOccurs() {
        return Stream.of(Engine.POSTGRESQL, Engine.MARIADB).flatMap(engine -> Stream.of(Disturbance.values())
                .filter(disturbance -> disturbance.occursOn(engine))
                .map(disturbance -> Arguments.of(engine, disturbance)));
    }

    @ParameterizedTest
    @MethodSource("everyDisturbanceWhereItOccurs")
    void saysWhatIsInTheWay(Engine engine, Disturbance disturbance) throws Exception {
        try (TestDatabase database = atInitialRevision(engine)) {
            disturbance.to(database);

            Problem problem = whatPlanAndSyncSay(database);

            assertThat(problem == null ? null : problem.type())
                    .as("%s", problem)
                    .isEqualTo(disturbance.type().orElse(null));
            if (problem != null) {
                assertThat(problem.message() + " " + problem.detail()).contains(disturbance.said());
                assertThat(problem.remedy()).isNotBlank().doesNotContain("Remove the cause");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void agreesWithTheSyncWhateverWasDone(Engine engine) throws Exception {
        List<Disturbance> possible = Stream.of(Disturbance.values())
                .filter(disturbance -> disturbance.occursOn(engine))
                .toList();
        long seed = Long.getLong("fuzz.seed", 1);
        Random random = new Random(seed);
        int refused = 0;
        for (int number = 0; number < COMBINATIONS; number++) {
            List<Disturbance> done = new ArrayList<>();
            try (TestDatabase database = atInitialRevision(engine)) {
                for (int more = random.nextInt(4); more > 0; more--) {
                    Disturbance next = possible.get(random.nextInt(possible.size()));
                    if (tried(next, database)) {
                        done.add(next);
                    }
                }
                refused += whatPlanAndSyncSay(database) == null ? 0 : 1;
            } catch (AssertionError | SQLException disagreement) {
                throw new AssertionError("-Dfuzz.seed=" + seed + ", number " + number + ": " + done, disagreement);
            }
        }
        assertThat(refused).isBetween(1, COMBINATIONS - 1);
    }

    /** One disturbance may leave nothing for the next to do. */
    private static boolean tried(Disturbance disturbance, TestDatabase database) {
        try {
            disturbance.to(database);
            return true;
        } catch (SQLException inTheWayOfIt) {
            return false;
        }
    }

    private static TestDatabase atInitialRevision(Engine engine) throws SQLException {
        return SharedServers.of(engine).cloneOfTemplate("disturbed", server -> {
            TestDatabase template = server.createDatabase();
            Pipelines.sync(Pipelines.of("nova/main"), template, NovaCatalogue.MAIN.initialRevision());
            return template;
        });
    }

    private @Nullable Problem whatPlanAndSyncSay(TestDatabase database) {
        DatabasePlan planned = questions.plan(request(database)).get(0);
        Operation ended = operations.run(request(database));
        Problem problem = ended.databases().get(0).error();
        assertThat(problem).isEqualTo(planned.error());
        assertThat(ended.state()).isEqualTo(planned.error() == null ? OperationState.SUCCEEDED : OperationState.FAILED);
        return problem;
    }

    private static SyncRequest request(TestDatabase database) {
        return Pipelines.request(database, database.jdbcUrl(), LockMode.AUTO);
    }
}
