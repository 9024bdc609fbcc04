package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dbsync.agent.state.ErrorData;
import dev.dbsync.agent.state.ProblemType;
import java.util.List;

/** An OpenRPC 1.3 document, made from the annotations of interfaces and the records that they answer with. */
public final class OpenRpcDocument {
    private static final ObjectMapper MAPPER = JsonFormat.newMapper();

    private final String version;
    private final List<RpcMethod> methods;
    private final JsonSchemas schemas = new JsonSchemas();

    /**
     * A document of some interfaces.
     *
     * @param version of the agent
     * @throws IllegalArgumentException if a method lacks an annotation that it needs
     */
    public OpenRpcDocument(String version, List<Class<?>> interfaces) {
        this.version = version;
        this.methods =
                interfaces.stream().flatMap(each -> RpcMethod.of(each).stream()).toList();
    }

    /** A new tree of the document. */
    public JsonNode toJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openrpc", "1.3.2").set("info", info());
        ArrayNode described = document.putArray("methods");
        methods.forEach(method -> described.add(describe(method)));
        ObjectNode components = document.putObject("components");
        components.set("errors", errors());
        components.set("schemas", schemas.named());
        return document;
    }

    private ObjectNode info() {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        info.put("title", "dbsync-agent").put("version", version);
        info.put("description", "Brings OpenStack databases to a revision, safely, from every controller.");
        info.putObject("license").put("name", "Apache-2.0");
        return info;
    }

    private ObjectNode describe(RpcMethod method) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described.put("name", method.name()).put("description", method.description());
        described.put("x-role", method.role().label()).put("paramStructure", "by-name");
        ArrayNode parameters = described.putArray("params");
        method.parameters().forEach(parameter -> parameters.add(describe(parameter)));
        described.putObject("result").put("name", "result").set("schema", schemas.of(method.result()));
        ArrayNode refusals = described.putArray("errors");
        method.refusals().forEach(code -> refusals.addObject().put("$ref", "#/components/errors/" + code.wireName()));
        return described;
    }

    private ObjectNode describe(RpcParameter parameter) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described.put("name", parameter.name()).put("description", parameter.description());
        ObjectNode schema = schemas.of(parameter.javaType());
        if (parameter.minimum() != Long.MIN_VALUE) {
            schema.put("minimum", parameter.minimum());
        }
        if (parameter.maximum() != Long.MAX_VALUE) {
            schema.put("maximum", parameter.maximum());
        }
        parameter.defaultJson().ifPresent(json -> schema.set("default", parse(json)));
        return described.put("required", parameter.required()).set("schema", schema);
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("a default must be JSON, but is " + json, malformed);
        }
    }

    /** Those of requests and those of single databases, which stand in an answer's {@code error}, in the same form. */
    private ObjectNode errors() {
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        for (ProblemType code : ProblemType.values()) {
            errors.putObject(code.wireName())
                    .put("code", code.code())
                    .put("message", code.meaning())
                    .set("data", schemas.of(ErrorData.class));
        }
        return errors;
    }
}
