package dev.dbsync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.metrics.RequestMetrics;
import dev.dbsync.agent.rpc.AgentApi;
import dev.dbsync.agent.rpc.JsonFormat;
import dev.dbsync.agent.rpc.JsonRpcEndpoint;
import dev.dbsync.agent.server.Refusal;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcCallsTest {
    private final RpcCalls calls = new RpcCalls(
            JsonRpcEndpoint.ofAgent(
                    (AgentApi) Proxy.newProxyInstance(
                            RpcCallsTest.class.getClassLoader(),
                            new Class<?>[] {AgentApi.class},
                            (self, method, with) -> {
                                throw new UnsupportedOperationException(method.getName());
                            }),
                    "1.2.3"),
            new RequestMetrics(new PrometheusRegistry()));

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED, -32040, unauthorized",
        "FORBIDDEN, -32041, forbidden",
        "TOO_LARGE, -32042, too_large",
        "UNSUPPORTED_MEDIA_TYPE, -32043, unsupported_media_type",
        "DRAINING, -32044, draining",
        "BUSY, -32045, busy",
        "INVALID, -32600, invalid_request",
        "FAILED, -32603, internal_error"
    })
    void eachRefusalIsAnErrorOfJsonRpc(Refusal refusal, int code, String type) throws IOException {
        JsonNode answer = JsonFormat.newMapper().readTree(calls.refusal(refusal, "It has \"quotes\"."));
        assertThat(answer.path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(answer.path("id").isNull()).isTrue();
        assertThat(answer.at("/error/code").asInt()).isEqualTo(code);
        assertThat(answer.at("/error/message").asText()).isEqualTo("It has \"quotes\".");
        assertThat(answer.at("/error/data/type").asText()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'jsonrpc':'2.0','id':1,'method':'sync'} | true",
                "{'jsonrpc':'2.0','method':'sync'} | true",
                "[{'jsonrpc':'2.0','id':1,'method':'status'},{'jsonrpc':'2.0','id':2,'method':'sync'}] | true",
                "{'jsonrpc':'2.0','id':1,'method':'status'} | false",
                "{'jsonrpc':'2.0','id':1,'method':'operation','params':{'id':'sync'}} | false",
                "{'jsonrpc':'2.0','id':1,'method':'operations'} | false",
                "{'jsonrpc':'2.0','id':1,'method':'Sync'} | false",
                "nonsense | false"
            },
            quoteCharacter = '"')
    void onlyASyncBeginsWork(String body, boolean begins) {
        byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThat(calls.read(json).beginsWork()).isEqualTo(begins);
    }
}
