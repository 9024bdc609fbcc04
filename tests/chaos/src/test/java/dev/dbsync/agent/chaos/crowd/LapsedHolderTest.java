package dev.dbsync.agent.chaos.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.chaos.driver.StopFolder;
import dev.dbsync.agent.chaos.driver.StopPoint;
import dev.dbsync.agent.chaos.driver.StopPoint.Counted;
import dev.dbsync.agent.chaos.kill.Remains;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedCluster;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A holder of a lease that stands still for longer than the lease lasts, is overtaken, and then goes on. */
@ExtendWith({SharedServers.class, SharedCluster.class})
class LapsedHolderTest {
    private static final String CATALOGUE = "nova/main";
    private static final String HEAD = Pipelines.of(CATALOGUE).catalog().head().id();
    private static final int LOCKED = -32020;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @MethodSource("dev.dbsync.agent.chaos.crowd.Where#forLapses")
    void isOvertakenAndWritesNothingMore(Where where) throws Exception {
        StopFolder stops = new StopFolder(Files.createDirectory(folder.resolve("stops")));
        List<String> stopping = stops.jvmOptions(new StopPoint(Counted.CHANGES, where.middle()));
        try (Ground ground = where.ground(2);
                ServingAgent holder = start("holder", ground, 0, stopping);
                ServingAgent other = start("other", ground, 1, List.of())) {
            CompletableFuture<JsonNode> held = holder.syncInBackground();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(stops::isReached);
            holder.signal("STOP");
            stops.go();

            JsonNode finished = other.call("sync", Map.of("wait", 120));
            assertThat(finished.get("state").asText()).as("%s", finished).isEqualTo("succeeded");
            assertThat(finished.get("changed").asBoolean()).isTrue();
            Remains remains = Remains.of(ground.database());
            List<String> written = Written.by(where);
            ground.mark();

            holder.signal("CONT");
            assertInterrupted(held.get(2, TimeUnit.MINUTES));
            assertThat(Written.by(where)).isEqualTo(written);
            assertThat(ground.changesLogged()).hasSizeLessThanOrEqualTo(statementsInFlight(where));
            assertThat(Remains.of(ground.database())).isEqualTo(remains);
            assertReference(ground.database());
        }
    }

    /** On the cluster, the statement before which it stood may still reach its session, and runs into its fence. */
    private static int statementsInFlight(Where where) {
        return switch (where) {
            case GALERA -> 1;
            case POSTGRESQL, MARIADB, POSTGRESQL_LEASE -> 0;
        };
    }

    private static void assertInterrupted(JsonNode operation) {
        assertThat(operation.get("state").asText()).as("%s", operation).isEqualTo("interrupted");
        JsonNode error = operation.get("databases").get(0).get("error");
        assertThat(error.get("code").asInt()).as("%s", error).isEqualTo(LOCKED);
        assertThat(error.get("data").get("detail").asText()).contains("It wrote nothing since");
    }

    private static void assertReference(TestDatabase database) throws Exception {
        SchemaAssert.assertSchema(database.canonicalSchema(), ReferenceSchema.of(CATALOGUE, database.engine(), HEAD));
        assertThat(database.tableNames()).hasSize(108 + 2).doesNotContain("dbsync_lease");
    }

    private ServingAgent start(String name, Ground ground, int view, List<String> jvmOptions) throws Exception {
        TestDatabase database = ground.seenFrom().get(view);
        ServingAgent agent =
                ServingAgent.start(folder, name, CATALOGUE, database.credentials(), jvmOptions, ground.before());
        agent.awaitReady();
        return agent;
    }
}
