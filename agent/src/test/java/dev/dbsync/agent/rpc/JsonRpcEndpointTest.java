package dev.dbsync.agent.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dbsync.agent.state.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcEndpointTest {
    private static final ObjectMapper MAPPER = JsonFormat.newMapper();

    private final SpecificationService service = new SpecificationService();
    private final JsonRpcEndpoint endpoint = new JsonRpcEndpoint(List.of(Service.of(SpecificationApi.class, service)));

    private Optional<String> handle(String body) {
        return endpoint.handle(body.getBytes(StandardCharsets.UTF_8))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private JsonNode answer(String body) throws Exception {
        return MAPPER.readTree(handle(body).orElseThrow());
    }

    private JsonNode call(String method, String params) throws Exception {
        return answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    private static String message(JsonNode answer, ProblemType code) {
        assertThat(answer.at("/error/code").intValue()).as("%s", answer).isEqualTo(code.code());
        assertThat(answer.at("/error/data/type").textValue()).isEqualTo(code.wireName());
        return answer.at("/error/message").textValue();
    }

    @Test
    void answersNothingToABatchOfNotifications() {
        String notification = "{\"jsonrpc\":\"2.0\",\"method\":\"notify_hello\",\"params\":[7]}";
        assertThat(handle("[" + notification + "," + notification + "]")).isEmpty();
        assertThat(service.notified).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"fail\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"foobar\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":{\"minuend\":\"x\"}}"
            })
    void answersNothingToANotificationThatFails(String notification) {
        assertThat(handle(notification)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "-7",
                "\"1\"",
                "\"\"",
                "9223372036854775808",
                "123456789012345678901234567890123456789012345678901234567890",
                "1.5",
                "1.50",
                "0.1000000000000000055511151231257827",
                "1E+999999999",
                "\"\\uD800 half a pair\"",
                "\"\\u00E9\\uD83D\\uDE00\""
            })
    void answersUnderTheVeryIdOfTheRequest(String id) {
        String request = "{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":[42,23],\"id\":" + id + "}";
        assertThat(handle(request)).hasValue("{\"jsonrpc\":\"2.0\",\"result\":19,\"id\":" + id + "}");
    }

    @Test
    void takesAnIdOfNullForARequest() {
        assertThat(handle("{\"jsonrpc\":\"2.0\",\"method\":\"notify_hello\",\"params\":[7],\"id\":null}"))
                .hasValue("{\"jsonrpc\":\"2.0\",\"result\":null,\"id\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "\"text\"",
                "{}",
                "{\"jsonrpc\":\"2.0\"}",
                "{\"method\":\"get_data\"}",
                "{\"jsonrpc\":\"1.0\",\"method\":\"get_data\"}",
                "{\"jsonrpc\":2.0,\"method\":\"get_data\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":null}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"params\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"params\":\"bar\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"params\":null}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"id\":true}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"id\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"id\":[1]}"
            })
    void refusesWhatIsNoRequestUnderAnIdOfNull(String body) throws Exception {
        JsonNode answer = answer(body);
        message(answer, ProblemType.INVALID_REQUEST);
        assertThat(answer.get("id").isNull()).isTrue();
    }

    @Test
    void refusesWhatIsNoRequestUnderItsIdIfThatCanBeTold() throws Exception {
        JsonNode answer = answer("{\"jsonrpc\":\"1.0\",\"method\":\"get_data\",\"id\":7}");
        assertThat(message(answer, ProblemType.INVALID_REQUEST))
                .isEqualTo("\"jsonrpc\" must be \"2.0\", but is \"1.0\".");
        assertThat(answer.get("id").intValue()).isEqualTo(7);
    }

    @Test
    void refusesWhatIsNoJson() throws Exception {
        String deep = "[".repeat(100_000);
        String deepObject = "{\"a\":".repeat(2_000);
        String longNumber = "{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"id\":" + "1".repeat(1_001) + "}";
        String twice = "{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"id\":1,\"id\":2}";
        String trailing = "{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"id\":1} x";
        for (String body : List.of("", " ", "{", "nonsense", deep, deepObject, longNumber, twice, trailing)) {
            JsonNode answer = answer(body);
            message(answer, ProblemType.PARSE_ERROR);
            assertThat(answer.get("id").isNull()).isTrue();
        }
    }

    @Test
    void refusesBytesThatAreNoText() {
        byte[] body = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'};
        assertThat(new String(endpoint.handle(body).orElseThrow(), StandardCharsets.UTF_8))
                .contains("-32700");
    }

    @Test
    void refusesABatchThatIsTooLong() throws Exception {
        String entry = "{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"id\":1}";
        assertThat(answer("[" + entry + ("," + entry).repeat(99) + "]")).hasSize(100);
        JsonNode answer = answer("[" + entry + ("," + entry).repeat(100) + "]");
        assertThat(message(answer, ProblemType.INVALID_REQUEST)).contains("101").contains("100");
    }

    @Test
    void answersABatchInItsOrder() throws Exception {
        JsonNode answers = answer("[{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"id\":2},7,"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"get_data\",\"id\":1}]");
        assertThat(answers.findValuesAsText("id")).containsExactly("2", "null", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rpc.anything", "rpc.", "getData", "notifyHello", "getClass", "hashCode", "GET_DATA", ""})
    void knowsNoMethodButThoseOfTheInterface(String method) throws Exception {
        message(call(method, "{}"), ProblemType.METHOD_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"nmaes\":[]}           | There is no parameter \"nmaes\"; options takes names, wait, async, text.",
                "{\"names\":\"a\"}        | The parameter \"names\" must be a list, each element a string, but is \"a\".",
                "{\"names\":[1]}          | The parameter \"names\" must be a list, each element a string, but is [1].",
                "{\"names\":[null]}       | The parameter \"names\" must be a list, each element a string, but is [null].",
                "{\"wait\":\"5\"}         | The parameter \"wait\" must be a whole number from 0 to 2147483647, but is \"5\".",
                "{\"wait\":1.5}           | The parameter \"wait\" must be a whole number from 0 to 2147483647, but is 1.5.",
                "{\"wait\":-1}            | The parameter \"wait\" must be a whole number from 0 to 2147483647, but is -1.",
                "{\"wait\":2147483648}    | The parameter \"wait\" must be a whole number from 0 to 2147483647, but is 2147483648.",
                "{\"wait\":1E+999999999}  | The parameter \"wait\" must be a whole number from 0 to 2147483647, but is 1E+999999999.",
                "{\"async\":1}            | The parameter \"async\" must be true or false, but is 1.",
                "{\"async\":\"true\"}     | The parameter \"async\" must be true or false, but is \"true\".",
                "{\"text\":5}             | The parameter \"text\" must be a string, but is 5.",
                "{\"text\":{\"a\":1}}     | The parameter \"text\" must be a string, but is {\"a\":1}.",
                "[[],1,true,\"\",5]       | There are 5 parameters, which is too many; options takes names, wait, async, text."
            })
    void saysWhichParameterDoesNotFit(String params, String message) throws Exception {
        assertThat(message(call("options", params), ProblemType.INVALID_PARAMS)).isEqualTo(message);
    }

    @Test
    void saysWhichParameterIsMissing() throws Exception {
        assertThat(message(call("subtract", "{\"minuend\":1}"), ProblemType.INVALID_PARAMS))
                .isEqualTo("The parameter \"subtrahend\" is missing.");
        assertThat(message(call("subtract", "{\"minuend\":1,\"subtrahend\":null}"), ProblemType.INVALID_PARAMS))
                .contains("\"subtrahend\" must be a whole number");
    }

    @Test
    void quotesNoMoreThanTheBeginningOfWhatWasSent() throws Exception {
        String message =
                message(call("options", "{\"text\":[" + "1,".repeat(10_000) + "1]}"), ProblemType.INVALID_PARAMS);
        assertThat(message).hasSizeLessThan(200);
        assertThat(message(call("x".repeat(10_000), "{}"), ProblemType.METHOD_NOT_FOUND))
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                               | null null null null",
                "[]                                                               | null null null null",
                "{\"names\":null,\"wait\":null}                                   | null null null null",
                "{\"names\":[\"a\",\"b\"],\"wait\":5,\"async\":true,\"text\":\"\"}| [a, b] 5 true ",
                "{\"wait\":300.0}                                                 | null 300 null null",
                "[[\"a\"],0]                                                      | [a] 0 null null"
            })
    void takesOptionalParametersByNameOrInOrder(String params, String result) throws Exception {
        assertThat(call("options", params).get("result").textValue().strip()).isEqualTo(result.strip());
    }

    @Test
    void tellsAnIncidentAndNothingElseOfAFailure() throws Exception {
        JsonNode answer = call("fail", "{}");
        assertThat(message(answer, ProblemType.INTERNAL_ERROR)).isEqualTo("The agent failed unexpectedly.");
        assertThat(answer.at("/error/data/incident").textValue()).isNotBlank();
        assertThat(answer.toString()).doesNotContain("secret", "password", "Exception", "java", "dev.dbsync");
    }

    @Test
    void passesARefusalOn() throws Exception {
        JsonNode answer = call("refuse", "{}");
        assertThat(message(answer, ProblemType.UNKNOWN_REVISION)).isEqualTo("There is no revision \"abcd\".");
        assertThat(answer.at("/error/data").toString())
                .isEqualTo("{\"type\":\"unknown_revision\",\"database\":\"nova_api\",\"detail\":null,"
                        + "\"remedy\":null,\"incident\":null}");
    }

    @Test
    void offersEachNameOnce() {
        Service twice = Service.of(SpecificationApi.class, service);
        assertThatThrownBy(() -> new JsonRpcEndpoint(List.of(twice, twice)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two methods have the name");
    }
}
