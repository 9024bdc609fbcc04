package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.state.ErrorData;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Answers JSON-RPC 2.0, to the letter of its specification.
 *
 * <pre>
 * bytes ─▶ JSON ─▶ entries, in order ─▶ Call ─▶ ParameterBinding ─▶ Service ─▶ answers ─▶ bytes
 *           │                           │              │               │
 *        -32700                      -32600     -32601, -32602    own codes, -32603
 * </pre>
 *
 * Safe for many threads at once if the services are.
 */
public final class JsonRpcEndpoint {
    /** Entries of a batch run one after the other on one thread: a batch must not be a way to hold it for hours. */
    static final int BATCH_LIMIT = 100;

    private final ObjectMapper mapper = JsonFormat.newMapper();
    private final Map<String, Target> targets = new HashMap<>();

    /** A method that can be called. */
    private record Target(RpcMethod method, Service service) {}

    /**
     * An endpoint for all methods of some services.
     *
     * @throws IllegalArgumentException if two of them have the same name
     */
    public JsonRpcEndpoint(List<Service> services) {
        services.forEach(this::add);
    }

    /** The agent's endpoint: its methods, and {@code rpc.discover}, which describes them as of {@code version}. */
    public static JsonRpcEndpoint ofAgent(AgentApi implementation, String version) {
        return new JsonRpcEndpoint(List.of(
                Service.of(AgentApi.class, implementation), Service.of(DiscoveryApi.class, new Discovery(version))));
    }

    private void add(Service service) {
        for (RpcMethod method : service.methods()) {
            if (targets.putIfAbsent(method.name(), new Target(method, service)) != null) {
                throw new IllegalArgumentException("two methods have the name " + method.name());
            }
        }
    }

    /** Answers a request body, whoever sent it; empty if it held notifications only. Never throws. */
    public Optional<byte[]> handle(byte[] body) {
        return read(body).answer();
    }

    /** Reads a request body, and carries nothing out yet. Never throws. */
    public ReadRequest read(byte[] body) {
        JsonNode request;
        try {
            request = mapper.readTree(body);
        } catch (IOException malformed) {
            return new Read(
                    MissingNode.getInstance(),
                    refusal(ProblemType.PARSE_ERROR, "The request is not JSON, or is nested too deep."));
        }
        return new Read(
                request, request.isMissingNode() ? refusal(ProblemType.PARSE_ERROR, "The request is empty.") : null);
    }

    /** The answer to a body that was not read, whatever it held. */
    public byte[] refused(ProblemType code, String message) {
        return bytes(refusal(code, message));
    }

    /** A body with the JSON in it; or, where there is none, with the answer that says so. */
    private final class Read implements ReadRequest {
        private final JsonNode request;
        private final @Nullable JsonNode refusal;
        private final List<Call> calls;

        Read(JsonNode request, @Nullable JsonNode refusal) {
            this.request = request;
            this.refusal = refusal;
            this.calls = refusal == null ? callsIn(request) : List.of();
        }

        @Override
        public Role requiredRole() {
            return calls.stream()
                    .map(this::roleOf)
                    .max(Comparator.naturalOrder())
                    .orElse(Role.READER);
        }

        private Role roleOf(Call call) {
            return target(call.method()).method().role();
        }

        @Override
        public List<String> methods() {
            return calls.stream().map(Call::method).distinct().toList();
        }

        @Override
        public List<String> operatorCalls() {
            return calls.stream()
                    .filter(call -> roleOf(call) == Role.OPERATOR)
                    .map(call ->
                            call.method() + " " + target(call.method()).method().declaredIn(call.params()))
                    .toList();
        }

        @Override
        public Optional<byte[]> answer() {
            Optional<JsonNode> answer = refusal == null ? JsonRpcEndpoint.this.answer(request) : Optional.of(refusal);
            return answer.map(JsonRpcEndpoint.this::bytes);
        }
    }

    /** What of a request will be carried out: of a batch that is refused as a whole, nothing. */
    private List<Call> callsIn(JsonNode request) {
        if (!(request instanceof ArrayNode batch)) {
            return callIn(request).stream().toList();
        }
        return batch.size() > BATCH_LIMIT
                ? List.of()
                : StreamSupport.stream(batch.spliterator(), false)
                        .flatMap(entry -> callIn(entry).stream())
                        .toList();
    }

    private Optional<Call> callIn(JsonNode entry) {
        try {
            return Optional.of(Call.of(entry)).filter(call -> targets.containsKey(call.method()));
        } catch (RpcException noRequest) {
            return Optional.empty();
        }
    }

    private Optional<JsonNode> answer(JsonNode request) {
        return request instanceof ArrayNode batch ? answerBatch(batch) : answerEntry(request);
    }

    private Optional<JsonNode> answerBatch(ArrayNode batch) {
        if (batch.isEmpty()) {
            return Optional.of(refusal(ProblemType.INVALID_REQUEST, "The batch is empty."));
        }
        if (batch.size() > BATCH_LIMIT) {
            String message = "The batch has " + batch.size() + " entries, but may have " + BATCH_LIMIT + ".";
            return Optional.of(refusal(ProblemType.INVALID_REQUEST, message));
        }
        ArrayNode answers = mapper.createArrayNode();
        batch.forEach(entry -> answerEntry(entry).ifPresent(answers::add));
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers);
    }

    private Optional<JsonNode> answerEntry(JsonNode entry) {
        Call call;
        try {
            call = Call.of(entry);
        } catch (RpcException refused) {
            // Even without an id: what is no request is no notification either.
            return Optional.of(envelope(Call.idOf(entry), Service.error(mapper, refused.problem())));
        }
        ObjectNode outcome = outcome(call);
        return Optional.ofNullable(call.id()).map(id -> envelope(id, outcome));
    }

    private ObjectNode outcome(Call call) {
        try {
            Target target = target(call.method());
            ObjectNode parameters = new ParameterBinding(target.method()).bind(call.params());
            return target.service().call(target.method(), parameters);
        } catch (RpcException refused) {
            return Service.error(mapper, refused.problem());
        }
    }

    private Target target(String method) {
        Target target = targets.get(method);
        if (target == null) {
            ErrorData data = ErrorData.of(ProblemType.METHOD_NOT_FOUND)
                    .withRemedy("Ask rpc.discover for the methods there are.");
            String message = "There is no method " + Quoted.text(method) + ".";
            throw new RpcException(ProblemType.METHOD_NOT_FOUND, message, data);
        }
        return target;
    }

    private JsonNode refusal(ProblemType code, String message) {
        return envelope(NullNode.getInstance(), Service.error(mapper, Problem.of(code, message)));
    }

    private static JsonNode envelope(JsonNode id, ObjectNode outcome) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("jsonrpc", "2.0").setAll(outcome);
        return envelope.set("id", id);
    }

    private byte[] bytes(JsonNode answer) {
        try {
            return mapper.writeValueAsBytes(answer);
        } catch (IOException impossible) {
            throw new IllegalStateException("a tree that was built from JSON cannot be written", impossible);
        }
    }
}
