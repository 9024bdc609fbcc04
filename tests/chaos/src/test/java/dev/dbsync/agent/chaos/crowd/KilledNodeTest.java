package dev.dbsync.agent.chaos.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.chaos.Form;
import dev.dbsync.agent.chaos.driver.StopFolder;
import dev.dbsync.agent.chaos.driver.StopPoint;
import dev.dbsync.agent.chaos.driver.StopPoint.Counted;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.testing.Credentials;
import dev.dbsync.agent.testing.GaleraCluster;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node of a cluster that dies under the agent that works on it. */
class KilledNodeTest {
    private static final String CATALOGUE = "nova/main";
    private static final String HEAD = Pipelines.of(CATALOGUE).catalog().head().id();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void anotherAgentFinishesAtAnotherNode() throws Exception {
        assumeTrue(Form.asked() == Form.FULL, "two minutes: only in the full form");
        StopFolder stops = new StopFolder(Files.createDirectory(folder.resolve("stops")));
        try (GaleraCluster cluster = GaleraCluster.start()) {
            TestDatabase first = cluster.createDatabase();
            TestDatabase second = cluster.seenFrom(1, first.name());
            try (ServingAgent holder = start("holder", first.credentials(), stops.jvmOptions(middle()));
                    ServingAgent other = start("other", second.credentials(), List.of())) {
                CompletableFuture<JsonNode> held = holder.syncInBackground();
                Awaitility.await().atMost(Duration.ofMinutes(1)).until(stops::isReached);
                cluster.nodes().get(0).close();
                stops.go();

                JsonNode next = other.call("sync", Map.of("wait", 120));
                assertThat(next.get("state").asText()).as("%s", next).isEqualTo("succeeded");
                JsonNode cut = held.get(3, TimeUnit.MINUTES);
                assertThat(cut.get("state").asText()).as("%s", cut).isEqualTo("failed");
                assertThat(cut.get("changed").asBoolean()).isTrue();
                SchemaAssert.assertSchema(
                        second.canonicalSchema(), ReferenceSchema.of(CATALOGUE, second.engine(), HEAD));
                assertThat(second.tableNames()).hasSize(108 + 2);
            }
        }
    }

    private static StopPoint middle() {
        return new StopPoint(Counted.CHANGES, Where.GALERA.middle());
    }

    private ServingAgent start(String name, Credentials database, List<String> jvmOptions) throws Exception {
        ServingAgent agent = ServingAgent.start(folder, name, CATALOGUE, database, jvmOptions, List.of());
        agent.awaitReady();
        return agent;
    }
}
