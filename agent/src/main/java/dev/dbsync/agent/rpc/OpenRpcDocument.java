package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dbsync.agent.state.ErrorData;
import dev.dbsync.agent.state.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** An OpenRPC document, of the version that its own generator knows, made from the annotations of interfaces and the records that they answer with. */
public final class OpenRpcDocument {
    private static final ObjectMapper MAPPER = JsonFormat.newMapper();
    private static final String EXAMPLES = "openrpc-examples.json";

    /** What may go wrong with a request to any method. */
    private static final List<ProblemType> ALWAYS = List.of(
            ProblemType.INVALID_PARAMS,
            ProblemType.INTERNAL_ERROR,
            ProblemType.UNAUTHORIZED,
            ProblemType.FORBIDDEN,
            ProblemType.TOO_LARGE,
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
            ProblemType.DRAINING,
            ProblemType.BUSY);

    private final String version;
    private final List<RpcMethod> methods;
    private final JsonNode examples = examples();
    private final JsonSchemas schemas;

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
        this.schemas = new JsonSchemas(methods.stream().map(RpcMethod::name).toList());
    }

    /** A new tree of the document. */
    public JsonNode toJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openrpc", "1.2.6").set("info", info());
        document.set("servers", servers());
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

    /** Where an agent listens beside its Unix socket, if it is told to. */
    private static ArrayNode servers() {
        ArrayNode servers = JsonNodeFactory.instance.arrayNode();
        ObjectNode https = servers.addObject();
        https.put("name", "https").put("summary", "Other hosts, with a token or a certificate.");
        https.put("url", "https://${host}:8640/rpc");
        https.putObject("variables")
                .putObject("host")
                .put("default", "localhost")
                .put("description", "A controller.");
        servers.addObject()
                .put("name", "http")
                .put("summary", "Programs of the same host.")
                .put("url", "http://127.0.0.1:8639/rpc");
        return servers;
    }

    private static JsonNode examples() {
        try (InputStream json = OpenRpcDocument.class.getResourceAsStream(EXAMPLES)) {
            return MAPPER.readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(EXAMPLES + " cannot be read", unreadable);
        }
    }

    private ObjectNode describe(RpcMethod method) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described.put("name", method.name()).put("description", method.description());
        described.put("x-role", method.role().label()).put("paramStructure", "either");
        ArrayNode parameters = described.putArray("params");
        String title = JsonSchemas.word(method.name());
        method.parameters().forEach(parameter -> parameters.add(describe(parameter, title)));
        described
                .putObject("result")
                .put("name", "result")
                .set("schema", schemas.of(method.result(), title + "Result"));
        ArrayNode refusals = described.putArray("errors");
        Stream.concat(method.refusals().stream(), ALWAYS.stream())
                .forEach(code -> refusals.addObject().put("$ref", "#/components/errors/" + code.wireName()));
        described.putArray("examples").add(example(method));
        return described;
    }

    private ObjectNode example(RpcMethod method) {
        JsonNode given = examples.path(method.name());
        ObjectNode example = JsonNodeFactory.instance.objectNode().put("name", method.name());
        ArrayNode params = example.putArray("params");
        given.path("params").properties().forEach(parameter -> params.addObject()
                .put("name", parameter.getKey())
                .set("value", parameter.getValue()));
        example.putObject("result").put("name", "result").set("value", given.path("result"));
        return example;
    }

    private ObjectNode describe(RpcParameter parameter, String method) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described.put("name", parameter.name()).put("description", parameter.description());
        String title = method + "Param" + JsonSchemas.word(parameter.name());
        ObjectNode schema = schemas.of(parameter.javaType(), title);
        if (parameter.minimum() != Long.MIN_VALUE) {
            schema.put("minimum", parameter.minimum());
        }
        if (parameter.maximum() != Long.MAX_VALUE) {
            schema.put("maximum", parameter.maximum());
        }
        if (!parameter.required()) {
            schema = JsonSchemas.orNull(schema, title);
        }
        if (parameter.defaultJson().isPresent()) {
            schema.set("default", parse(parameter.defaultJson().get()));
        }
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
                    .set("data", schemas.of(ErrorData.class, "ErrorData"));
        }
        return errors;
    }
}
