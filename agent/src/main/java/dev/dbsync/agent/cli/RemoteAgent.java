package dev.dbsync.agent.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.operations.HistoryEntry;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.rpc.AgentApi;
import dev.dbsync.agent.rpc.JsonFormat;
import dev.dbsync.agent.rpc.PlanAnswer;
import dev.dbsync.agent.rpc.StatusAnswer;
import dev.dbsync.agent.rpc.VerifyAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A running agent, asked over JSON-RPC. */
final class RemoteAgent implements AgentApi {
    /** For questions; a database that cannot be reached is given up on long before. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration FOREVER = Duration.ofDays(365);

    private static final int ID = 1;

    private final AgentHttp http;
    private final Duration patience;
    private final AnswerReader reader;
    private final ObjectMapper mapper = JsonFormat.newMapper();

    RemoteAgent(AgentHttp http) {
        this(http, PATIENCE);
    }

    /**
     * An agent to be asked.
     *
     * @param patience for one answer, except for that of a sync that is not asynchronous
     */
    RemoteAgent(AgentHttp http, Duration patience) {
        this.http = http;
        this.patience = patience;
        this.reader = new AnswerReader(name());
    }

    /** How messages call it. */
    String name() {
        return http.address().name();
    }

    @Override
    public StatusAnswer status(@Nullable List<String> databases) {
        return call("status", parameters("databases", databases), patience, StatusAnswer.class);
    }

    @Override
    public PlanAnswer plan(
            @Nullable List<String> databases,
            @Nullable String revision,
            @Nullable Boolean sql,
            @Nullable String adopt,
            @Nullable List<Effect> hold,
            @Nullable Boolean readiness) {
        Map<String, Object> parameters = parameters(
                "databases",
                databases,
                "revision",
                revision,
                "sql",
                sql,
                "adopt",
                adopt,
                "hold",
                hold,
                "readiness",
                readiness);
        return call("plan", parameters, patience, PlanAnswer.class);
    }

    @Override
    public VerifyAnswer verify(@Nullable List<String> databases) {
        return call("verify", parameters("databases", databases), patience, VerifyAnswer.class);
    }

    @Override
    public Operation sync(
            @Nullable List<String> databases,
            @Nullable String revision,
            @Nullable String adopt,
            @Nullable Integer wait,
            @Nullable Boolean async,
            @Nullable List<Effect> hold,
            @Nullable String plan,
            @Nullable String requestId) {
        Map<String, Object> parameters = parameters(
                "databases",
                databases,
                "revision",
                revision,
                "adopt",
                adopt,
                "wait",
                wait,
                "async",
                async,
                "hold",
                hold,
                "plan",
                plan,
                "requestId",
                requestId);
        return call("sync", parameters, Boolean.TRUE.equals(async) ? patience : FOREVER, Operation.class);
    }

    @Override
    public Operation operation(String id, @Nullable Long after, @Nullable Integer wait) {
        return call("operation", parameters("id", id, "after", after, "wait", wait), patience, Operation.class);
    }

    @Override
    public Operation cancel(String id) {
        return call("cancel", parameters("id", id), patience, Operation.class);
    }

    @Override
    public List<Operation> operations(
            @Nullable Integer limit,
            @Nullable String database,
            @Nullable OperationState state,
            @Nullable String after) {
        Map<String, Object> parameters =
                parameters("limit", limit, "database", database, "state", state, "after", after);
        return List.of(call("operations", parameters, PATIENCE, Operation[].class));
    }

    @Override
    public List<HistoryEntry> history(String database, @Nullable Integer limit) {
        Map<String, Object> parameters = parameters("database", database, "limit", limit);
        return List.of(call("history", parameters, PATIENCE, HistoryEntry[].class));
    }

    /** Names and values in turn; what is null is left out. */
    private static Map<String, Object> parameters(@Nullable Object... namesAndValues) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                parameters.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return parameters;
    }

    private <T> T call(String method, Map<String, Object> parameters, Duration limit, Class<T> type) {
        ObjectNode request = mapper.createObjectNode();
        request.put("jsonrpc", "2.0").put("id", ID).put("method", method).set("params", mapper.valueToTree(parameters));
        try {
            return reader.read(http.post("/rpc", mapper.writeValueAsBytes(request), limit), method, ID, type);
        } catch (IOException failure) {
            throw new CommandFailedException("the agent at " + name() + " " + ConnectionFailure.describe(failure));
        }
    }
}
