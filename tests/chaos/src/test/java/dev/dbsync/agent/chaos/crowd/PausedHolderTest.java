package dev.dbsync.agent.chaos.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.chaos.Form;
import dev.dbsync.agent.chaos.driver.StopFolder;
import dev.dbsync.agent.chaos.driver.StopPoint;
import dev.dbsync.agent.chaos.driver.StopPoint.Counted;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedCluster;
import dev.dbsync.agent.testing.SharedServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A holder of a lock that stands still, as when its machine swaps or is suspended, and then goes on. */
@ExtendWith({SharedServers.class, SharedCluster.class})
class PausedHolderTest {
    private static final String CATALOGUE = "nova/main";
    private static final String HOLDER = "holder";
    private static final int LOCKED = -32020;

    private final Duration pause =
            switch (Form.asked()) {
                case SHORT -> Duration.ofSeconds(2);
                case FULL -> Duration.ofSeconds(10);
            };

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @MethodSource("dev.dbsync.agent.chaos.crowd.Where#forDeaths")
    void keepsItsLockAndFinishes(Where where) throws Exception {
        StopFolder stops = new StopFolder(Files.createDirectory(folder.resolve("stops")));
        List<String> stopping = stops.jvmOptions(new StopPoint(Counted.CHANGES, where.middle()));
        try (Ground ground = where.ground(1);
                ServingAgent holder = start(HOLDER, ground, stopping);
                ServingAgent other = start("other", ground, List.of())) {
            CompletableFuture<JsonNode> held = holder.syncInBackground();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(stops::isReached);
            holder.signal("STOP");
            stops.go();

            assertOthersAreLockedOutUntil(Instant.now().plus(pause), other);

            holder.signal("CONT");
            JsonNode finished = held.get(2, TimeUnit.MINUTES);
            assertThat(finished.get("state").asText()).as("%s", finished).isEqualTo("succeeded");
            assertThat(finished.get("changed").asBoolean()).isTrue();
            assertThat(other.status().get("lock").isNull()).isTrue();
            assertThat(other.call("sync", Map.of()).get("changed").asBoolean()).isFalse();
            SchemaAssert.assertSchema(
                    ground.database().canonicalSchema(),
                    ReferenceSchema.of(CATALOGUE, ground.database().engine(), head()));
        }
    }

    private static void assertOthersAreLockedOutUntil(Instant end, ServingAgent other) throws Exception {
        do {
            JsonNode operation = other.call("sync", Map.of("wait", 1));
            assertThat(operation.get("state").asText()).isEqualTo("failed");
            assertThat(operation.get("changed").asBoolean()).isFalse();
            JsonNode error = operation.get("databases").get(0).get("error");
            assertThat(error.get("code").asInt()).as("%s", error).isEqualTo(LOCKED);
            assertThat(error.get("data").get("detail").asText()).contains("held by " + HOLDER);
            assertThat(other.status().get("lock").get("host").asText()).isEqualTo(HOLDER);
        } while (Instant.now().isBefore(end));
    }

    private ServingAgent start(String name, Ground ground, List<String> jvmOptions) throws Exception {
        ServingAgent agent = ServingAgent.start(
                folder, name, CATALOGUE, ground.database().credentials(), jvmOptions, ground.before());
        agent.awaitReady();
        return agent;
    }

    private static String head() {
        return Pipelines.of(CATALOGUE).catalog().head().id();
    }
}
