package dev.dbsync.agent.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.fuzz.Fuzz;
import dev.dbsync.agent.server.AgentServer;
import dev.dbsync.agent.server.ListenSettings;
import dev.dbsync.agent.server.OpenServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that are not quite requests, over HTTP. */
@Timeout(3_600)
class PostedBodiesFuzzTest {
    private static final int BODIES = Fuzz.count(10_000);
    private static final long GROWTH = 16 << 20;
    private static final List<String> SEEDS = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subtract\",\"params\":[42,23]}",
            "[{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"sum\",\"params\":[1,2]},{\"jsonrpc\":\"2.0\",\"method\":\"update\"}]",
            "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"class\",\"params\":{\"a\":[{\"b\":null}]}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1e999,\"method\":\"\\u0000\\ud800\",\"params\":\"x\"}");

    private final Random random = new Random(Fuzz.seed(20261122));

    @Test
    void noneOfThemFailsTheAgentShowsItsInsidesOrTakesMemoryForGood() throws Exception {
        JsonRpcEndpoint endpoint =
                new JsonRpcEndpoint(List.of(Service.of(SpecificationApi.class, new SpecificationService())));
        AgentServer server = OpenServer.of(
                new ListenSettings(null, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                body -> endpoint.read(body).answer());
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.httpPort().orElseThrow() + "/rpc");
            HttpClient client = HttpClient.newHttpClient();
            post(client, uri, 2000);
            long before = used();
            post(client, uri, BODIES);
            assertThat(used() - before).isLessThan(GROWTH);
        } finally {
            server.stop();
        }
    }

    private void post(HttpClient client, URI uri, int bodies) throws Exception {
        for (int i = 0; i < bodies; i++) {
            byte[] body = mutated(SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8));
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            String sent = new String(body, StandardCharsets.UTF_8);
            assertThat(answer.statusCode()).as(sent).isIn(200, 204);
            assertThat(answer.body())
                    .as(sent)
                    .doesNotContain("Exception", "dev.dbsync", "java.", "\\tat ", "incident\":\"");
        }
    }

    /** With bytes that were changed, cut out, doubled, or nested deep. */
    private byte[] mutated(byte[] seed) {
        byte[] bytes = seed.clone();
        for (int change = random.nextInt(6); change >= 0; change--) {
            bytes = switch (random.nextInt(4)) {
                case 0 -> replaced(bytes);
                case 1 -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                case 2 ->
                    new String(bytes, StandardCharsets.ISO_8859_1).repeat(2).getBytes(StandardCharsets.ISO_8859_1);
                default ->
                    ("[".repeat(random.nextInt(200)) + new String(bytes, StandardCharsets.ISO_8859_1))
                            .getBytes(StandardCharsets.ISO_8859_1);
            };
        }
        return bytes;
    }

    private byte[] replaced(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
