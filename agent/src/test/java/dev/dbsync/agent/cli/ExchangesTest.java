package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.rpc.JsonFormat;
import dev.dbsync.agent.testing.SharedServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manual shows of calls is what an agent answers: each of its exchanges is prepared for, and made. */
@ExtendWith(SharedServers.class)
class ExchangesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Map<String, PreparedDatabases.Preparation> PREPARATIONS = Map.ofEntries(
            Map.entry("operation of deadbeef", here -> {}),
            Map.entry("status of nova_api", here -> here.on(Engine.POSTGRESQL, "nova_api")
                    .type("sync --revision d67eeaabee36")
                    .at("2025.1")
                    .lockedByAnother("nova_api")),
            Map.entry("plan of nova_api", here -> here.on(Engine.POSTGRESQL, "nova_api")
                    .type("sync --revision d67eeaabee36")
                    .execute(
                            "nova_api",
                            "insert into build_requests (id, request_spec_id, project_id) select n, n, 'p' from generate_series(1, 12) n",
                            "analyze build_requests")),
            Map.entry("verify of nova_main", here -> here.on(Engine.POSTGRESQL, "nova_main")
                    .type("sync")
                    .execute("nova_main", "drop index migrations_uuid")),
            Map.entry("sync of nova_api", here -> here.type("sync")),
            Map.entry("sync", here -> {}),
            Map.entry("sync to 410", here -> {}),
            Map.entry("operations of nova_api", ExchangesTest::killedOnceAndSynced),
            Map.entry("history of nova_api", here -> here.type("sync")));

    private final PreparedDatabases prepared;

    ExchangesTest(@TempDir Path folder) {
        this.prepared = new PreparedDatabases(folder);
    }

    @AfterEach
    void close() throws SQLException {
        prepared.close();
    }

    static Stream<Exchange> exchanges() throws IOException {
        return Exchange.all().stream();
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void isWhatIsAnswered(Exchange exchange) throws Exception {
        Objects.requireNonNull(PREPARATIONS.get(exchange.name()), () -> "nothing is prepared for " + exchange.name())
                .with(prepared);
        try (AgentUnderTest agent = prepared.fixture.start("serve").awaitReady()) {
            AgentHttp http = new AgentHttp(AgentAddress.unix(prepared.fixture.socket()), AgentCredentials.none());
            Map<String, String> ids = new HashMap<>();
            for (Exchange.Call call : exchange.calls()) {
                String request = call.request();
                for (Map.Entry<String, String> id : ids.entrySet()) {
                    request = request.replace(id.getKey(), id.getValue());
                }
                JsonNode answer = JsonFormat.newMapper()
                        .readTree(http.post("/rpc", request.getBytes(StandardCharsets.UTF_8), LIMIT)
                                .body());
                if (call.answer() == null) {
                    assertThat(answer.has("result")).as(answer.toString()).isTrue();
                } else {
                    JsonNode shown = JsonFormat.newMapper().readTree(call.answer());
                    assertThat(alike(likewise(answer, shown))).isEqualTo(alike(likewise(shown, shown)));
                    if (shown.at("/result/id").isTextual()) {
                        ids.put(
                                shown.at("/result/id").asText(),
                                answer.at("/result/id").asText());
                    }
                }
            }
            agent.signal("TERM");
            agent.ended().with(0);
        }
    }

    @Test
    void nothingIsPreparedForNothing() throws Exception {
        assertThat(exchanges().map(Exchange::name)).containsExactlyInAnyOrderElementsOf(PREPARATIONS.keySet());
    }

    /** Of an answer what is shown of it: without what comes after, or beside, an ellipsis. */
    private static JsonNode likewise(JsonNode answer, JsonNode shown) {
        if (shown instanceof ObjectNode && answer instanceof ObjectNode) {
            boolean whole = !shown.has(Exchange.ELIDED);
            ObjectNode kept = JsonFormat.newMapper().createObjectNode();
            answer.properties().forEach(field -> {
                JsonNode other = shown.get(field.getKey());
                if (other != null || whole) {
                    kept.set(field.getKey(), other == null ? field.getValue() : likewise(field.getValue(), other));
                }
            });
            kept.remove(Exchange.ELIDED);
            return kept;
        }
        if (shown instanceof ArrayNode && answer instanceof ArrayNode) {
            ArrayNode kept = JsonFormat.newMapper().createArrayNode();
            for (int place = 0; place < answer.size(); place++) {
                JsonNode other = shown.path(place);
                if (other.asText().equals(Exchange.ELIDED)) {
                    break;
                }
                kept.add(likewise(answer.get(place), other));
            }
            return kept;
        }
        return answer;
    }

    /** As it is at every time, on every host and at every version. */
    private static String alike(JsonNode answer) throws JsonProcessingException {
        return answer.toPrettyString()
                .lines()
                .map(Transcript::alike)
                // It may have begun when it is told that it will.
                .map(line -> line.replace("\"queued\"", "\"running\""))
                .map(line -> line.replaceAll("\"(version|rows|bytes|durationMs|frozen)\" : [^,{]+", "\"$1\" : …"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static void killedOnceAndSynced(PreparedDatabases here) throws Exception {
        try (SilentServer database = new SilentServer()) {
            here.fixture.write(here.fixture.agent() + CommandFixture.postgres("nova_api", database.port()));
            try (AgentUnderTest sync = here.fixture.start("sync")) {
                database.awaitConnections(1);
                sync.signal("KILL");
                sync.ended().with(137);
            }
        }
        here.fixture.write(here.fixture.agent() + here.fixture.database("nova_api", "nova/api"));
        here.type("sync");
    }
}
