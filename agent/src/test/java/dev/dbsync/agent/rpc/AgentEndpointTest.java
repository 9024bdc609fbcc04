package dev.dbsync.agent.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.database.TableUser;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.operations.AppliedStep;
import dev.dbsync.agent.operations.DatabasePlan;
import dev.dbsync.agent.operations.DatabaseResult;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.operations.DatabaseVerification;
import dev.dbsync.agent.operations.HistoryEntry;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.PlannedStep;
import dev.dbsync.agent.operations.Progress;
import dev.dbsync.agent.operations.Waiting;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.DatabaseStateName;
import dev.dbsync.agent.state.ErrorData;
import dev.dbsync.agent.state.Position;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentEndpointTest {
    private static final ObjectMapper MAPPER = JsonFormat.newMapper();
    private static final Problem UNREACHABLE = Problem.of(ProblemType.UNREACHABLE, "No connection.");
    private static final DatabaseStatus STATUS = new DatabaseStatus(
            "nova_api",
            "nova/api",
            null,
            DatabaseStateName.UNREACHABLE,
            null,
            null,
            null,
            List.of(),
            "b30f573d3377",
            null,
            false,
            null,
            null,
            null,
            UNREACHABLE);
    private static final Operation OPERATION = new Operation(
            "op-1",
            List.of("mine"),
            7L,
            OperationState.RUNNING,
            Instant.parse("2026-01-02T03:04:05.678Z"),
            null,
            "ctl-1",
            new Progress(1, 2, "16f1fbcab42b"),
            new Waiting(
                    Waiting.Kind.TABLE,
                    "nova_api",
                    "cell_mappings",
                    Instant.parse("2026-01-02T03:04:07Z"),
                    List.of(new TableUser("42", "nova", "ctl-2", null, "active"))),
            List.of(new DatabaseResult(
                    "nova_api",
                    OperationState.RUNNING,
                    true,
                    new Position(67, null),
                    "b30f573d3377",
                    List.of(new AppliedStep(Step.Kind.STAMP, "d67eeaabee36", 3, Instant.parse("2026-01-02T03:04:06Z"))),
                    0L,
                    null,
                    null)));

    private static final HistoryEntry STEP = new HistoryEntry(
            Step.Kind.REVISION, "b30f573d3377", Instant.parse("2026-01-02T03:04:06Z"), "ctl-1", 84, "op-1");

    private final JsonRpcEndpoint endpoint = JsonRpcEndpoint.ofAgent(new FixedAgent(), "1.2.3");

    /** Answers the same to everybody. */
    private static final class FixedAgent implements AgentApi {
        @Override
        public StatusAnswer status(@Nullable List<String> databases) {
            return new StatusAnswer(new StatusAnswer.Agent("ctl-1", "1.2.3"), false, List.of(STATUS));
        }

        @Override
        public PlanAnswer plan(
                @Nullable List<String> databases,
                @Nullable String revision,
                @Nullable Boolean sql,
                @Nullable String adopt,
                @Nullable List<Effect> hold,
                @Nullable Boolean readiness) {
            PlannedStep step =
                    new PlannedStep(Step.Kind.LEGACY, "411", "adds", List.of("CREATE"), Effect.ADDITIVE, List.of());
            Position from = new Position(410, null);
            return new PlanAnswer(
                    true,
                    "d1",
                    List.of(new DatabasePlan(
                            "nova_main",
                            DatabaseStateName.LEGACY,
                            from,
                            revision,
                            true,
                            List.of(step),
                            List.of(),
                            List.of(),
                            null,
                            "d1",
                            false,
                            null)));
        }

        @Override
        public VerifyAnswer verify(@Nullable List<String> databases) {
            Difference difference =
                    new Difference("index instances.uuid", Difference.Kind.MISSING, "unique (uuid)", null);
            return new VerifyAnswer(
                    false,
                    List.of(new DatabaseVerification(
                            "nova_main", DatabaseStateName.CURRENT, "ab450ba04102", List.of(difference), null)));
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
            return OPERATION;
        }

        @Override
        public Operation cancel(String id) {
            return OPERATION;
        }

        @Override
        public Operation operation(String id, @Nullable Long after, @Nullable Integer wait) {
            throw new RpcException(ProblemType.UNKNOWN_OPERATION, "There is no operation \"" + id + "\".");
        }

        @Override
        public List<Operation> operations(
                @Nullable Integer limit,
                @Nullable String database,
                @Nullable OperationState state,
                @Nullable String after) {
            return List.of(OPERATION);
        }

        @Override
        public List<HistoryEntry> history(String database, @Nullable Integer limit) {
            return List.of(STEP);
        }
    }

    private JsonNode call(String method, String params) throws Exception {
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        return MAPPER.readTree(
                endpoint.handle(request.getBytes(StandardCharsets.UTF_8)).orElseThrow());
    }

    @Test
    void answersAStatusWithEveryField() throws Exception {
        assertThat(call("status", "{}").get("result").toString())
                .isEqualTo(
                        "{\"agent\":{\"name\":\"ctl-1\",\"version\":\"1.2.3\",\"api\":2,\"apiMin\":2},\"upToDate\":false,\"databases\":[{\"name\":\"nova_api\","
                                + "\"catalog\":\"nova/api\",\"engine\":null,\"state\":\"unreachable\",\"legacyVersion\":null,"
                                + "\"revision\":null,\"release\":null,\"found\":[],\"head\":\"b30f573d3377\",\"pending\":null,\"upToDate\":false,\"standing\":null,"
                                + "\"lock\":null,\"operation\":null,\"error\":{\"code\":-32022,\"message\":\"No connection.\","
                                + "\"data\":{\"type\":\"unreachable\",\"database\":null,\"detail\":null,\"remedy\":null,"
                                + "\"incident\":null}}}]}");
    }

    @Test
    void answersAPlanWithEveryField() throws Exception {
        assertThat(call("plan", "{\"revision\":\"16f1\"}").get("result").toString())
                .isEqualTo(
                        "{\"changes\":true,\"digest\":\"d1\",\"databases\":[{\"name\":\"nova_main\",\"state\":\"legacy\","
                                + "\"from\":{\"legacyVersion\":410,\"revision\":null},\"to\":\"16f1\",\"changes\":true,"
                                + "\"steps\":[{\"kind\":\"legacy\",\"id\":\"411\",\"description\":\"adds\","
                                + "\"statements\":[\"CREATE\"],\"effect\":\"additive\",\"impact\":[]}],\"held\":[],\"drift\":[],\"readiness\":null,\"digest\":\"d1\",\"trial\":false,\"error\":null}]}");
    }

    @Test
    void answersAnOperationWithTimesInUtc() throws Exception {
        assertThat(call("sync", "{}").get("result").toString())
                .isEqualTo("{\"id\":\"op-1\",\"requestIds\":[\"mine\"],\"version\":7,\"state\":\"running\","
                        + "\"startedAt\":\"2026-01-02T03:04:05.678Z\",\"finishedAt\":null,\"host\":\"ctl-1\","
                        + "\"progress\":{\"done\":1,\"total\":2,\"current\":\"16f1fbcab42b\"},"
                        + "\"waiting\":{\"for\":\"table\",\"database\":\"nova_api\",\"object\":\"cell_mappings\","
                        + "\"since\":\"2026-01-02T03:04:07Z\",\"by\":[{\"session\":\"42\",\"user\":\"nova\","
                        + "\"host\":\"ctl-2\",\"since\":null,\"state\":\"active\"}]},"
                        + "\"databases\":[{\"name\":\"nova_api\",\"state\":\"running\",\"changed\":true,"
                        + "\"from\":{\"legacyVersion\":67,\"revision\":null},\"to\":\"b30f573d3377\","
                        + "\"applied\":[{\"kind\":\"stamp\",\"id\":\"d67eeaabee36\",\"durationMs\":3,\"appliedAt\":\"2026-01-02T03:04:06Z\"}],"
                        + "\"frozen\":0,\"error\":null,\"message\":null}],\"changed\":true,\"error\":null,"
                        + "\"requestId\":\"mine\"}");
    }

    @Test
    void answersAListOfOperationsAndOneOfSteps() throws Exception {
        JsonNode operations = call("operations", "{\"limit\":1000}").get("result");
        assertThat(MAPPER.treeToValue(operations, Operation[].class)).containsExactly(OPERATION);
        JsonNode history = call("history", "{\"database\":\"nova_api\"}").get("result");
        assertThat(history.toString())
                .isEqualTo("[{\"kind\":\"revision\",\"id\":\"b30f573d3377\","
                        + "\"appliedAt\":\"2026-01-02T03:04:06Z\",\"by\":\"ctl-1\",\"durationMs\":84,"
                        + "\"operation\":\"op-1\"}]");
        assertThat(MAPPER.treeToValue(history, HistoryEntry[].class)).containsExactly(STEP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "99999999999", "1.5", "\"20\""})
    void refusesALimitThatNoListHas(String limit) throws Exception {
        JsonNode error = call("operations", "{\"limit\":" + limit + "}").get("error");
        assertThat(error.get("code").intValue()).isEqualTo(-32602);
        assertThat(error.get("message").textValue()).contains("\"limit\" must be a whole number from 1 to 1000");
        assertThat(call("history", "{\"database\":\"a\",\"limit\":" + limit + "}")
                        .at("/error/message"))
                .isEqualTo(error.get("message"));
    }

    @Test
    void requiresTheDatabaseOfAHistory() throws Exception {
        assertThat(call("history", "{}").at("/error/message").textValue())
                .isEqualTo("The parameter \"database\" is missing.");
    }

    @Test
    void answersWhatCanBeReadBackIntoTheSameRecords() throws Exception {
        JsonNode operation = call("sync", "{}").get("result");
        assertThat(MAPPER.treeToValue(operation, Operation.class)).isEqualTo(OPERATION);
        JsonNode status = call("status", "{}").at("/result/databases/0");
        assertThat(MAPPER.treeToValue(status, DatabaseStatus.class)).isEqualTo(STATUS);
    }

    @Test
    void refusesAnUnknownOperation() throws Exception {
        assertThat(call("operation", "{\"id\":\"x\"}").at("/error/code").intValue())
                .isEqualTo(-32004);
    }

    @Test
    void describesItself() throws Exception {
        assertThat(call("rpc.discover", "[]").at("/result/info/version").textValue())
                .isEqualTo("1.2.3");
    }

    @Test
    void holdsNoRecordThatContradictsItself() {
        assertThatThrownBy(() -> Problem.of(ProblemType.AHEAD, "No.", ErrorData.of(ProblemType.LOCKED)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Problem(-1, " ", ErrorData.of(ProblemType.LOCKED)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsARoleDoWhatTheOnesBeforeItMay() {
        assertThat(Role.OPERATOR.covers(Role.READER)).isTrue();
        assertThat(Role.READER.covers(Role.OPERATOR)).isFalse();
    }
}
