package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two syncs at once, each on a connection of its own, as two agents have them. */
@ExtendWith(SharedServers.class)
class ConcurrencyTest {
    private static final int CALLERS = 4;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void letsOneOfManySyncsChangeTheDatabaseAndTheOthersFindItChanged(Engine engine) throws Exception {
        DatabasePipeline pipeline = Pipelines.of("nova/api");
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            database.mark();
            List<Future<Plan>> answers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                answers.add(callers.submit(() -> Pipelines.sync(pipeline, database, null)));
            }

            List<Plan> plans = new ArrayList<>();
            for (Future<Plan> answer : answers) {
                plans.add(answer.get());
            }

            assertThat(plans).filteredOn(Plan.Outstanding.class::isInstance).hasSize(1);
            assertThat(plans).filteredOn(Plan.NothingToDo.class::isInstance).hasSize(CALLERS - 1);
            assertThat(database.changesLogged())
                    .filteredOn(sql -> !sql.startsWith("UPDATE alembic_version"))
                    .doesNotHaveDuplicates();
        } finally {
            callers.shutdownNow();
        }
    }
}
