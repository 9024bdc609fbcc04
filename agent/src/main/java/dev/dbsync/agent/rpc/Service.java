package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.googlecode.jsonrpc4j.ErrorResolver.JsonError;
import com.googlecode.jsonrpc4j.JsonRpcBasicServer;
import dev.dbsync.agent.state.Problem;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One interface and what implements it, called through jsonrpc4j. That library maps parameters and results; it never
 * sees a client's envelope, in which it departs from the specification in many places.
 *
 * <p>Safe for many threads at once if the implementation is.
 */
public final class Service {
    private final List<RpcMethod> methods;
    private final ObjectMapper mapper;
    private final Bridge bridge;

    private <T> Service(Class<T> api, T implementation) {
        mapper = JsonFormat.newMapper();
        methods = RpcMethod.of(api);
        bridge = new Bridge(mapper, implementation, api);
    }

    /**
     * Offers the methods of an interface.
     *
     * @throws IllegalArgumentException if one of them lacks an annotation that it needs
     */
    public static <T> Service of(Class<T> api, T implementation) {
        return new Service(api, implementation);
    }

    List<RpcMethod> methods() {
        return methods;
    }

    /** Calls a method with bound parameters, and answers an object that holds {@code result} or {@code error}. */
    ObjectNode call(RpcMethod method, ObjectNode parameters) {
        ObjectNode request = mapper.createObjectNode();
        request.put("jsonrpc", "2.0").put("method", method.name()).put("id", 1).set("params", parameters);
        try {
            return bridge.answer(request);
        } catch (JsonProcessingException | RuntimeException failure) {
            return error(mapper, Incidents.record(method.name(), failure));
        }
    }

    static ObjectNode error(ObjectMapper mapper, Problem problem) {
        return mapper.createObjectNode().set("error", mapper.valueToTree(problem));
    }

    /** Opens jsonrpc4j's handling of a single parsed request, and replaces its errors, which name classes. */
    private static final class Bridge extends JsonRpcBasicServer {
        Bridge(ObjectMapper mapper, Object implementation, Class<?> api) {
            super(mapper, implementation, api);
            setShouldLogInvocationErrors(false);
            setErrorResolver(Bridge::resolve);
        }

        ObjectNode answer(JsonNode request) throws JsonProcessingException {
            ObjectNode answer = (ObjectNode) handleJsonNodeRequest(request).getResponse();
            return answer.retain("result", "error");
        }

        private static JsonError resolve(Throwable thrown, Method method, @Nullable List<JsonNode> arguments) {
            Problem problem = thrown instanceof RpcException refusal
                    ? refusal.problem()
                    : Incidents.record(method.getName(), thrown);
            return new JsonError(problem.code(), problem.message(), problem.data());
        }
    }
}
