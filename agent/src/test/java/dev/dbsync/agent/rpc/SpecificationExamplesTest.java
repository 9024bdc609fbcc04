package dev.dbsync.agent.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dbsync.agent.server.AgentServer;
import dev.dbsync.agent.server.ListenSettings;
import dev.dbsync.agent.server.OpenServer;
import dev.dbsync.agent.server.RawHttpClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 7 of the JSON-RPC 2.0 specification, over both kinds of socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpecificationExamplesTest {
    private static final ObjectMapper MAPPER = JsonFormat.newMapper();

    private final SpecificationService service = new SpecificationService();
    private final JsonRpcEndpoint endpoint = new JsonRpcEndpoint(List.of(Service.of(SpecificationApi.class, service)));
    private Map<String, RawHttpClient> clients = Map.of();
    private Runnable stop = () -> {};

    @BeforeAll
    void start(@TempDir Path folder) {
        Path socket = folder.resolve("agent.sock");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        AgentServer server = OpenServer.of(new ListenSettings(socket, address), endpoint::handle);
        server.start();
        stop = server::stop;
        clients = Map.of(
                "unix", RawHttpClient.unix(socket),
                "http", RawHttpClient.http(server.httpPort().orElseThrow()));
    }

    @AfterAll
    void stop() {
        stop.run();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // positional parameters
                "{'jsonrpc': '2.0', 'method': 'subtract', 'params': [42, 23], 'id': 1} | {'jsonrpc': '2.0', 'result': 19, 'id': 1}",
                "{'jsonrpc': '2.0', 'method': 'subtract', 'params': [23, 42], 'id': 2} | {'jsonrpc': '2.0', 'result': -19, 'id': 2}",
                // named parameters
                "{'jsonrpc': '2.0', 'method': 'subtract', 'params': {'subtrahend': 23, 'minuend': 42}, 'id': 3} | {'jsonrpc': '2.0', 'result': 19, 'id': 3}",
                "{'jsonrpc': '2.0', 'method': 'subtract', 'params': {'minuend': 42, 'subtrahend': 23}, 'id': 4} | {'jsonrpc': '2.0', 'result': 19, 'id': 4}",
                // a notification
                "{'jsonrpc': '2.0', 'method': 'update', 'params': [1,2,3,4,5]} | ",
                "{'jsonrpc': '2.0', 'method': 'foobar'} | ",
                // a method that does not exist
                "{'jsonrpc': '2.0', 'method': 'foobar', 'id': '1'} | {'jsonrpc': '2.0', 'error': {'code': -32601}, 'id': '1'}",
                // invalid JSON
                "{'jsonrpc': '2.0', 'method': 'foobar, 'params': 'bar', 'baz] | {'jsonrpc': '2.0', 'error': {'code': -32700}, 'id': null}",
                // an invalid request object
                "{'jsonrpc': '2.0', 'method': 1, 'params': 'bar'} | {'jsonrpc': '2.0', 'error': {'code': -32600}, 'id': null}",
                // a batch of invalid JSON
                "[{'jsonrpc': '2.0', 'method': 'sum', 'params': [1,2,4], 'id': '1'},{'jsonrpc': '2.0', 'method'] | {'jsonrpc': '2.0', 'error': {'code': -32700}, 'id': null}",
                // an empty array
                "[] | {'jsonrpc': '2.0', 'error': {'code': -32600}, 'id': null}",
                // invalid batches
                "[1] | [{'jsonrpc': '2.0', 'error': {'code': -32600}, 'id': null}]",
                "[1,2,3] | [{'jsonrpc': '2.0', 'error': {'code': -32600}, 'id': null},{'jsonrpc': '2.0', 'error': {'code': -32600}, 'id': null},{'jsonrpc': '2.0', 'error': {'code': -32600}, 'id': null}]",
                // a batch
                "[{'jsonrpc': '2.0', 'method': 'sum', 'params': [1,2,4], 'id': '1'},"
                        + "{'jsonrpc': '2.0', 'method': 'notify_hello', 'params': [7]},"
                        + "{'jsonrpc': '2.0', 'method': 'subtract', 'params': [42,23], 'id': '2'},"
                        + "{'foo': 'boo'},"
                        + "{'jsonrpc': '2.0', 'method': 'foo.get', 'params': {'name': 'myself'}, 'id': '5'},"
                        + "{'jsonrpc': '2.0', 'method': 'get_data', 'id': '9'}] | "
                        + "[{'jsonrpc': '2.0', 'result': 7, 'id': '1'},"
                        + "{'jsonrpc': '2.0', 'result': 19, 'id': '2'},"
                        + "{'jsonrpc': '2.0', 'error': {'code': -32600}, 'id': null},"
                        + "{'jsonrpc': '2.0', 'error': {'code': -32601}, 'id': '5'},"
                        + "{'jsonrpc': '2.0', 'result': ['hello', 5], 'id': '9'}]",
                // a batch of notifications
                "[{'jsonrpc': '2.0', 'method': 'notify_sum', 'params': [1,2,4]},{'jsonrpc': '2.0', 'method': 'notify_hello', 'params': [7]}] | "
            })
    void answersAsTheSpecificationDoes(String request, String expected) throws Exception {
        for (RawHttpClient client : clients.values()) {
            RawHttpClient.Answer answer = client.post(request.replace('\'', '"'));
            if (expected == null) {
                assertThat(answer.status()).isEqualTo(204);
                assertThat(answer.body()).isEmpty();
            } else {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(withoutWords(answer.body())).isEqualTo(MAPPER.readTree(expected.replace('\'', '"')));
            }
        }
    }

    /** The specification leaves messages and data to the server. */
    private static JsonNode withoutWords(String body) throws Exception {
        JsonNode answer = MAPPER.readTree(body);
        answer.findValues("error").forEach(error -> {
            assertThat(error.get("message").textValue()).isNotBlank();
            ((ObjectNode) error).retain("code");
        });
        return answer;
    }

    @Test
    void leaksNothingOfAFailure() throws Exception {
        for (RawHttpClient client : clients.values()) {
            RawHttpClient.Answer answer = client.post("{\"jsonrpc\":\"2.0\",\"method\":\"fail\",\"id\":1}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("-32603", "incident").doesNotContain("secret", "Exception", "password");
        }
    }
}
