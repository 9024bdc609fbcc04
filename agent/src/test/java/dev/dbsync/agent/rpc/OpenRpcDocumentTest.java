package dev.dbsync.agent.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.state.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenRpcDocumentTest {
    private final JsonNode document = new OpenRpcDocument("1.2.3", List.of(AgentApi.class)).toJson();

    private JsonNode method(String name) {
        for (JsonNode method : document.get("methods")) {
            if (method.get("name").textValue().equals(name)) {
                return method;
            }
        }
        throw new AssertionError("no method " + name);
    }

    private static List<String> names(JsonNode objects) {
        List<String> names = new ArrayList<>();
        objects.forEach(each -> names.add(each.get("name").textValue()));
        return names;
    }

    @Test
    void saysWhatItDescribes() {
        assertThat(document.get("openrpc").textValue()).isEqualTo("1.2.6");
        assertThat(document.at("/info/title").textValue()).isEqualTo("dbsync-agent");
        assertThat(document.at("/info/version").textValue()).isEqualTo("1.2.3");
    }

    @Test
    void hasEveryMethodWithItsParametersInOrder() {
        assertThat(names(document.get("methods")))
                .containsExactlyInAnyOrder(
                        "status", "plan", "verify", "sync", "cancel", "operation", "operations", "history");
        assertThat(names(method("status").get("params"))).containsExactly("databases");
        assertThat(names(method("plan").get("params")))
                .containsExactly("databases", "revision", "sql", "adopt", "hold", "readiness");
        assertThat(names(method("sync").get("params")))
                .containsExactly("databases", "revision", "adopt", "wait", "async", "hold", "plan", "requestId");
    }

    @Test
    void requiresTheIdOfAnOperationAndTheDatabaseOfAHistoryAndNothingElse() {
        List<String> required = new ArrayList<>();
        document.get("methods").forEach(method -> method.get("params").forEach(parameter -> {
            if (parameter.get("required").booleanValue()) {
                required.add(method.get("name").textValue() + " "
                        + parameter.get("name").textValue());
            }
        }));
        assertThat(required).containsExactlyInAnyOrder("operation id", "cancel id", "history database");
    }

    @Test
    void saysWhichRoleAMethodNeeds() {
        assertThat(method("sync").get("x-role").textValue()).isEqualTo("operator");
        assertThat(List.of("status", "plan", "operation"))
                .allSatisfy(name ->
                        assertThat(method(name).get("x-role").textValue()).isEqualTo("reader"));
    }

    @Test
    void hasWordsForEverything() {
        document.get("methods").forEach(method -> {
            assertThat(method.get("description").textValue()).as("%s", method).isNotBlank();
            method.get("params").forEach(parameter -> assertThat(
                            parameter.get("description").textValue())
                    .as("%s", parameter)
                    .isNotBlank());
        });
        document.at("/components/schemas").forEach(schema -> {
            assertThat(schema.path("description").textValue()).as("%s", schema).isNotBlank();
            schema.path("properties")
                    .forEach(property -> assertThat(property.path("description").textValue())
                            .as("%s", property)
                            .isNotBlank());
        });
    }

    @Test
    void refersOnlyToWhatIsThere() {
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references).isNotEmpty();
        assertThat(references).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isObject()).isTrue();
        });
    }

    /** Generators name types by titles: a schema without one gets a name that is new each time, and two of one title are one. */
    @Test
    void everySchemaHasATitleOfItsOwn() {
        Map<String, JsonNode> titled = new HashMap<>();
        for (JsonNode schema : schemas(document)) {
            assertThat(schema.path("title").textValue()).as("%s", schema).matches("[A-Z][A-Za-z]*");
            JsonNode other = titled.putIfAbsent(schema.get("title").textValue(), schema);
            if (other != null) {
                assertThat(schema).isEqualTo(other);
            }
        }
        assertThat(titled).hasSizeGreaterThan(100);
        // Nor that of a method, of which they make a type, too.
        names(document.get("methods")).forEach(method -> assertThat(titled)
                .doesNotContainKey(method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1)));
    }

    /** All objects that say a type, or a choice of types, but for references. */
    private static List<JsonNode> schemas(JsonNode node) {
        List<JsonNode> found = new ArrayList<>();
        if (node.path("type").isTextual() || node.has("anyOf")) {
            found.add(node);
        }
        node.properties().stream()
                .filter(field ->
                        !field.getKey().equals("examples") && !field.getKey().equals("default"))
                .forEach(field -> found.addAll(schemas(field.getValue())));
        if (node.isArray()) {
            node.forEach(element -> found.addAll(schemas(element)));
        }
        return found;
    }

    @Test
    void theExampleOfEachMethodFitsItsSchemas() {
        for (JsonNode method : document.get("methods")) {
            JsonNode example = method.at("/examples/0");
            List<String> names = names(method.get("params"));
            for (JsonNode given : example.get("params")) {
                int place = names.indexOf(given.get("name").textValue());
                assertThat(place).as("%s", given).isNotNegative();
                PublishedSchemas.of(document).fits(method.at("/params/" + place + "/schema"), given.get("value"));
            }
            PublishedSchemas.of(document).fits(method.at("/result/schema"), example.at("/result/value"));
        }
    }

    @Test
    void saysWhereAgentsListen() {
        assertThat(document.get("servers").findValuesAsText("url"))
                .containsExactly("https://${host}:8640/rpc", "http://127.0.0.1:8639/rpc");
    }

    @Test
    void hasEveryErrorByItsNumberAndName() {
        assertThat(Arrays.asList(ProblemType.values()))
                .allSatisfy(code -> assertThat(document.at("/components/errors/" + code.wireName() + "/code")
                                .intValue())
                        .isEqualTo(code.code()));
        assertThat(method("operation").at("/errors/0/$ref").textValue())
                .isEqualTo("#/components/errors/unknown_operation");
    }

    @Test
    void saysDefaultsBoundsAndNullableFields() {
        assertThat(method("sync").at("/params/3/schema").toString())
                .isEqualTo(
                        "{\"title\":\"SyncParamWait\",\"anyOf\":[{\"title\":\"SyncParamWaitValue\",\"type\":\"integer\",\"minimum\":0},"
                                + "{\"title\":\"Null\",\"type\":\"null\"}],\"default\":300}");
        assertThat(method("operations").at("/params/0/schema/anyOf/0").toString())
                .isEqualTo(
                        "{\"title\":\"OperationsParamLimitValue\",\"type\":\"integer\",\"minimum\":1,\"maximum\":1000}");
        assertThat(method("history").at("/result/schema/items/$ref").textValue())
                .isEqualTo("#/components/schemas/HistoryEntry");
        assertThat(document.at("/components/schemas/Status/properties/revision/anyOf")
                        .toString())
                .isEqualTo(
                        "[{\"title\":\"StatusObjectRevisionValue\",\"type\":\"string\"},{\"title\":\"Null\",\"type\":\"null\"}]");
        assertThat(document.at("/components/schemas/Status/required"))
                .hasSize(DatabaseStatus.class.getRecordComponents().length);
        assertThat(document.at("/components/schemas/StepEffect/enum").toString())
                .isEqualTo("[\"none\",\"additive\",\"rewriting\",\"destructive\"]");
    }
}
