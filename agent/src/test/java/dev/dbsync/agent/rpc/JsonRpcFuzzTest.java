package dev.dbsync.agent.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dbsync.agent.fuzz.Fuzz;
import dev.dbsync.agent.state.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonRpcFuzzTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> SEEDS = List.of(
            "{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":[42,23],\"id\":1}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"options\",\"params\":{\"names\":[\"a\",\"b\"],\"wait\":5},\"id\":\"x\"}",
            "[{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"id\":null},{\"jsonrpc\":\"2.0\",\"method\":\"update\"}]",
            "{\"jsonrpc\":\"2.0\",\"method\":\"sum\",\"params\":{\"a\":1.5e3,\"b\":-2,\"c\":null},\"id\":1.25}");
    private static final String PIECES = "{}[]\",:\\019-.eEtrufalsn \u0000\u00e9\ud83d\ude00\t\nidjsonrpc2methodparams";

    private final Random random = new Random(Fuzz.seed(20260101));
    private final JsonRpcEndpoint endpoint =
            new JsonRpcEndpoint(List.of(Service.of(SpecificationApi.class, new SpecificationService())));

    @Test
    void answersEveryBodyWithJsonRpcOrNothing() throws Exception {
        for (int count = Fuzz.count(4_000); count > 0; count--) {
            byte[] body = mutated(SEEDS.get(random.nextInt(SEEDS.size())));
            byte[] answer = endpoint.handle(body).orElse(null);
            if (answer != null) {
                requireAnswer(MAPPER.readTree(answer), new String(body, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private byte[] mutated(String seed) {
        StringBuilder text = new StringBuilder(seed);
        for (int change = random.nextInt(5); change >= 0 && text.length() > 2; change--) {
            mutate(text);
        }
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(10) == 0) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return body;
    }

    private void mutate(StringBuilder text) {
        int at = random.nextInt(text.length() - 1);
        char piece = PIECES.charAt(random.nextInt(PIECES.length()));
        switch (random.nextInt(4)) {
            case 0 -> text.setCharAt(at, piece);
            case 1 -> text.insert(at, piece);
            case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
            default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(30))));
        }
    }

    private static void requireAnswer(JsonNode answer, String body) {
        if (answer.isArray()) {
            assertThat(answer).as(body).isNotEmpty();
            answer.forEach(each -> requireAnswer(each, body));
            return;
        }
        assertThat(answer.path("jsonrpc").textValue()).as(body).isEqualTo("2.0");
        assertThat(answer.has("id")).as(body).isTrue();
        assertThat(answer.has("result")).as(body).isNotEqualTo(answer.has("error"));
        assertThat(answer.at("/error/code").intValue()).as(body).isNotEqualTo(ProblemType.INTERNAL_ERROR.code());
    }
}
