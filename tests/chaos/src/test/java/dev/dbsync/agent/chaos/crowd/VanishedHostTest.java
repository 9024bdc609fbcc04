package dev.dbsync.agent.chaos.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.chaos.Form;
import dev.dbsync.agent.chaos.driver.StopFolder;
import dev.dbsync.agent.chaos.driver.StopPoint;
import dev.dbsync.agent.chaos.driver.StopPoint.Counted;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.testing.Credentials;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.FaultProxy;
import dev.dbsync.agent.testing.MariaDbServer;
import dev.dbsync.agent.testing.NetworkNamespace;
import dev.dbsync.agent.testing.PostgresServer;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A holder whose packets get lost from the middle of its sync on, and which comes back when another has finished. */
@ExtendWith(SharedServers.class)
class VanishedHostTest {
    private static final String CATALOGUE = "nova/main";
    private static final List<String> REVISIONS = Pipelines.of(CATALOGUE).catalog().revisions().stream()
            .map(Revision::id)
            .toList();

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void thereIsTime() {
        assumeTrue(Form.asked() == Form.FULL, "a minute each: only in the full form");
    }

    @ParameterizedTest
    @EnumSource(
            value = Where.class,
            names = {"POSTGRESQL", "MARIADB"})
    void losesItsLockWithinAMinuteWhereTheCableIsPulled(Where where) throws Exception {
        assumeTrue(NetworkNamespace.available(), NetworkNamespace.MISSING);
        try (NetworkNamespace namespace = NetworkNamespace.create();
                DatabaseServer server = serverOn(where, namespace.hostAddress());
                TestDatabase database = server.createDatabase()) {
            String url = database.jdbcUrl().replace("127.0.0.1", namespace.hostAddress());
            Credentials within = new Credentials(url, database.user(), database.password());
            vanish(where, database, within, namespace.command(), namespace::unplug, namespace::plugIn);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Where.class,
            names = {"POSTGRESQL", "MARIADB"})
    void losesItsLockWithinAMinuteBehindAProxyThatSwallowsAll(Where where) throws Exception {
        try (TestDatabase database =
                        SharedServers.of(Engine.valueOf(where.name())).createDatabase();
                FaultProxy proxy = FaultProxy.to(database.server().port())) {
            Credentials through = proxy.through(database.credentials());
            vanish(where, database, through, List.of(), () -> proxy.now(FaultProxy.Fault.STALL), proxy::heal);
        }
    }

    private void vanish(
            Where where,
            TestDatabase database,
            Credentials elsewhere,
            List<String> before,
            Runnable lose,
            Runnable comeBack)
            throws Exception {
        StopFolder stops = new StopFolder(Files.createDirectory(folder.resolve("stops")));
        List<String> stopping = stops.jvmOptions(new StopPoint(Counted.CHANGES, where.middle()));
        try (ServingAgent holder = ServingAgent.start(folder, "holder", CATALOGUE, elsewhere, stopping, before);
                ServingAgent other =
                        ServingAgent.start(folder, "other", CATALOGUE, database.credentials(), List.of(), List.of())) {
            holder.awaitReady();
            other.awaitReady();
            CompletableFuture<JsonNode> held = holder.syncInBackground();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(stops::isReached);
            lose.run();
            stops.go();

            JsonNode next = other.call("sync", Map.of("wait", 60));
            assertThat(next.get("state").asText()).as("%s", next).isEqualTo("succeeded");
            assertReference(database);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> database.connections()
                    .isEmpty());
            database.mark();

            comeBack.run();
            JsonNode back = held.get(3, TimeUnit.MINUTES);
            assertThat(back.get("state").asText()).as("%s", back).isIn("succeeded", "failed");
            List<String> told = new ArrayList<>(applied(back));
            told.addAll(applied(next));
            assertThat(told).isEqualTo(REVISIONS);
            assertThat(database.changesLogged()).isEmpty();
            assertReference(database);
        }
    }

    private static List<String> applied(JsonNode operation) {
        return operation.get("databases").get(0).get("applied").findValuesAsText("id");
    }

    private static void assertReference(TestDatabase database) throws Exception {
        String head = REVISIONS.get(REVISIONS.size() - 1);
        SchemaAssert.assertSchema(database.canonicalSchema(), ReferenceSchema.of(CATALOGUE, database.engine(), head));
    }

    private static DatabaseServer serverOn(Where where, String address) throws SQLException {
        return where == Where.POSTGRESQL ? PostgresServer.startOn(address) : MariaDbServer.startOn(address);
    }
}
