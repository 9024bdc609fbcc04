package dev.dbsync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dbsync.agent.catalog.loading.CatalogLoader;
import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.execution.liquibase.LiquibaseRuntime;
import dev.dbsync.agent.testing.ProtocolBytes;
import dev.dbsync.agent.testing.ScriptedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A served agent with one database whose server is broken: each method and page tells of the other all the same. */
@Timeout(180)
class BrokenServerTest {
    enum Fault {
        /** Hangs up in the middle of its greeting. */
        TRUNCATED,
        /** Greets in a whole packet that is too short, of which the driver makes a RuntimeException. */
        SHORT,
        /** Sends its greeting for ever. */
        DRIBBLING
    }

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void theOtherDatabaseAnswers(Fault fault) throws Exception {
        try (ScriptedServer server = new ScriptedServer((in, out) -> play(fault, out))) {
            AgentProcess agent = start(server.port());
            try {
                ListenerClient client = ListenerClient.http(agent.httpPort().orElseThrow());
                for (String method : new String[] {"status", "plan", "verify"}) {
                    JsonNode answer =
                            new ObjectMapper().readTree(client.rpc(method, "{}").body());
                    assertThat(states(answer))
                            .describedAs("%s of %s: %s", method, fault, answer)
                            .containsEntry("nova_main", "unreachable")
                            .hasEntrySatisfying(
                                    "nova_api", state -> assertThat(state).isNotEqualTo("unreachable"));
                }
                assertThat(client.get("/").body()).contains("nova_api", "nova_main", "unreachable");
                assertThat(client.get("/readyz"))
                        .describedAs("it serves")
                        .satisfies(answer -> assertThat(answer.status()).isEqualTo(200))
                        .satisfies(answer -> assertThat(answer.body()).contains("nova_main"));
            } finally {
                agent.stop(Duration.ofSeconds(10));
            }
        }
    }

    /** The state, or the kind of the error, of each database. */
    private static Map<String, String> states(JsonNode answer) {
        Map<String, String> states = new TreeMap<>();
        answer.at("/result/databases")
                .forEach(each -> states.put(
                        each.path("name").asText(),
                        each.at("/error/type").asText(each.path("state").asText())));
        return states;
    }

    private static void play(Fault fault, OutputStream out) throws IOException {
        byte[] greeting = ProtocolBytes.greeting();
        switch (fault) {
            case TRUNCATED -> {
                out.write(ProtocolBytes.packet(0, greeting.length, Arrays.copyOf(greeting, 20)));
                throw new IOException("hangs up");
            }
            case SHORT -> {
                out.write(ProtocolBytes.packet(0, Arrays.copyOf(greeting, 20)));
                out.flush();
            }
            case DRIBBLING -> dribble(out);
        }
    }

    private static void dribble(OutputStream out) throws IOException {
        out.write(new byte[] {-1, -1, 127, 0, 10});
        try {
            while (true) {
                out.write('5');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private AgentProcess start(int port) throws IOException {
        Path file = folder.resolve("dbsync.conf");
        Files.writeString(
                file,
                """
                [agent]
                name = ctl-1
                state_dir = %1$s/state
                [listen]
                unix = %1$s/agent.sock
                http = 127.0.0.1:0
                [database:nova_api]
                catalog = nova/api
                release = newest
                url = jdbc:h2:file:%1$s/api;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE
                [database:nova_main]
                catalog = nova/main
                release = newest
                url = mysql://nova:s3cr3t@127.0.0.1:%2$d/nova
                """
                        .formatted(folder, port));
        AgentConfiguration configuration = new Wiring(Map.of()).configuration(file);
        LiquibaseRuntime.initialise();
        return AgentProcess.start(configuration, new CatalogLoader().load(configuration.catalogs()), "1.2.3");
    }
}
