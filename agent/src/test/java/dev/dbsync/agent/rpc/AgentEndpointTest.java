package dev.dbsync.agent.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dbsync.agent.access.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentEndpointTest {
    private static final ObjectMapper MAPPER = JsonFormat.newMapper();
    private static final Problem UNREACHABLE = Problem.of(ErrorCode.UNREACHABLE, "No connection.");
    private static final Status STATUS = new Status(
            "nova_api",
            "nova/api",
            null,
            DatabaseStateName.UNREACHABLE,
            null,
            null,
            "b30f573d3377",
            0,
            false,
            null,
            null,
            UNREACHABLE);
    private static final Operation OPERATION = new Operation(
            "op-1",
            OperationState.RUNNING,
            true,
            Instant.parse("2026-01-02T03:04:05.678Z"),
            null,
            "ctl-1",
            new Progress(1, 2, "16f1fbcab42b"),
            List.of(new DatabaseResult(
                    "nova_api",
                    OperationState.RUNNING,
                    true,
                    new Position(67, null),
                    "b30f573d3377",
                    List.of(new Applied(StepKind.STAMP, "d67eeaabee36", 3)),
                    null,
                    null)),
            null);

    private static final HistoryEntry STEP = new HistoryEntry(
            StepKind.REVISION, "b30f573d3377", Instant.parse("2026-01-02T03:04:06Z"), "ctl-1", 84, "op-1");

    private final JsonRpcEndpoint endpoint = JsonRpcEndpoint.ofAgent(new FixedAgent(), "1.2.3");

    /** Answers the same to everybody. */
    private static final class FixedAgent implements AgentApi {
        @Override
        public StatusAnswer status(@Nullable List<String> databases) {
            return new StatusAnswer("ctl-1", false, List.of(STATUS));
        }

        @Override
        public PlanAnswer plan(
                @Nullable List<String> databases,
                @Nullable String revision,
                @Nullable Boolean sql,
                @Nullable String adopt) {
            Step step = new Step(StepKind.LEGACY, "411", "adds", List.of("CREATE"), StepEffect.ADDITIVE);
            Position from = new Position(410, null);
            return new PlanAnswer(
                    true,
                    List.of(new Plan(
                            "nova_main", DatabaseStateName.LEGACY, from, revision, true, List.of(step), null)));
        }

        @Override
        public VerifyAnswer verify(@Nullable List<String> databases) {
            SchemaDifference difference =
                    new SchemaDifference("index instances.uuid", DifferenceKind.MISSING, "unique (uuid)", null);
            return new VerifyAnswer(
                    false,
                    List.of(new Verification(
                            "nova_main", DatabaseStateName.CURRENT, "ab450ba04102", List.of(difference), null)));
        }

        @Override
        public Operation sync(
                @Nullable List<String> databases,
                @Nullable String revision,
                @Nullable String adopt,
                @Nullable Integer wait,
                @Nullable Boolean async) {
            return OPERATION;
        }

        @Override
        public Operation operation(String id) {
            throw new RpcException(ErrorCode.UNKNOWN_OPERATION, "There is no operation \"" + id + "\".");
        }

        @Override
        public List<Operation> operations(@Nullable Integer limit) {
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
                .isEqualTo("{\"agent\":\"ctl-1\",\"upToDate\":false,\"databases\":[{\"name\":\"nova_api\","
                        + "\"catalog\":\"nova/api\",\"engine\":null,\"state\":\"unreachable\",\"legacyVersion\":null,"
                        + "\"revision\":null,\"head\":\"b30f573d3377\",\"pending\":0,\"upToDate\":false,"
                        + "\"lock\":null,\"operation\":null,\"error\":{\"code\":-32022,\"message\":\"No connection.\","
                        + "\"data\":{\"type\":\"unreachable\",\"database\":null,\"detail\":null,\"remedy\":null,"
                        + "\"incident\":null}}}]}");
    }

    @Test
    void answersAPlanWithEveryField() throws Exception {
        assertThat(call("plan", "{\"revision\":\"16f1\"}").get("result").toString())
                .isEqualTo("{\"changes\":true,\"databases\":[{\"name\":\"nova_main\",\"state\":\"legacy\","
                        + "\"from\":{\"legacyVersion\":410,\"revision\":null},\"to\":\"16f1\",\"changes\":true,"
                        + "\"steps\":[{\"kind\":\"legacy\",\"id\":\"411\",\"description\":\"adds\","
                        + "\"statements\":[\"CREATE\"],\"effect\":\"additive\"}],\"error\":null}]}");
    }

    @Test
    void answersAnOperationWithTimesInUtc() throws Exception {
        assertThat(call("sync", "{}").get("result").toString())
                .isEqualTo("{\"id\":\"op-1\",\"state\":\"running\",\"changed\":true,"
                        + "\"startedAt\":\"2026-01-02T03:04:05.678Z\",\"finishedAt\":null,\"host\":\"ctl-1\","
                        + "\"progress\":{\"done\":1,\"total\":2,\"current\":\"16f1fbcab42b\"},"
                        + "\"databases\":[{\"name\":\"nova_api\",\"state\":\"running\",\"changed\":true,"
                        + "\"from\":{\"legacyVersion\":67,\"revision\":null},\"to\":\"b30f573d3377\","
                        + "\"applied\":[{\"kind\":\"stamp\",\"id\":\"d67eeaabee36\",\"durationMs\":3}],"
                        + "\"error\":null,\"message\":null}],\"error\":null}");
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
        assertThat(MAPPER.treeToValue(status, Status.class)).isEqualTo(STATUS);
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
        assertThatThrownBy(() -> new Progress(3, 2, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 and 2");
        assertThatThrownBy(() -> Problem.of(ErrorCode.AHEAD, "No.", ErrorData.of(ErrorCode.LOCKED)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Problem(-1, " ", ErrorData.of(ErrorCode.LOCKED)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsARoleDoWhatTheOnesBeforeItMay() {
        assertThat(Role.OPERATOR.covers(Role.READER)).isTrue();
        assertThat(Role.READER.covers(Role.OPERATOR)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jsonrpc':'2.0','method':'status','id':1}",
                "{'jsonrpc':'2.0','method':'status','id':1.50}",
                "{'jsonrpc':'2.0','method':'status','id':123456789012345678901234567890}",
                "{'jsonrpc':'2.0','method':'status','id':null}",
                "{'jsonrpc':'2.0','method':'status','params':{'databases':['nova_api']},'id':'a\\\"bé'}",
                "{'jsonrpc':'2.0','method':'status','params':[['nova_api']],'id':'x'}"
            })
    void whatManyShareIsTheVeryAnswerThatOneGets(String request) {
        ReadRequest read = sharing().read(bytes(request));

        assertThat(new String(read.atHand().orElseThrow(), StandardCharsets.UTF_8))
                .isEqualTo(new String(read.answer().orElseThrow(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jsonrpc':'2.0','method':'status'}",
                "[{'jsonrpc':'2.0','method':'status','id':1}]",
                "{'jsonrpc':'2.0','method':'status','params':{'database':'x'},'id':1}",
                "{'jsonrpc':'2.0','method':'status','params':{'databases':'x'},'id':1}",
                "{'jsonrpc':'2.0','method':'status','params':{'databases':['other']},'id':1}",
                "{'jsonrpc':'2.0','method':'operations','id':1}",
                "{'jsonrpc':'1.0','method':'status','id':1}",
                "{'jsonrpc':'2.0','method':'status','id':1"
            })
    void allElseIsCarriedOut(String request) {
        assertThat(sharing().read(bytes(request)).atHand()).isEmpty();
    }

    /** Many share the status of all databases, and that of nova_api. */
    private static JsonRpcEndpoint sharing() {
        FixedAgent agent = new FixedAgent();
        return JsonRpcEndpoint.ofAgent(
                agent,
                names -> names.isEmpty() || names.equals(List.of("nova_api"))
                        ? Optional.of(agent.status(names))
                        : Optional.empty(),
                "1.2.3");
    }

    private static byte[] bytes(String request) {
        return request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
