package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds values against the schemas of an OpenRPC document, as far as the agent uses JSON schema; fields that none declares fail. */
public final class PublishedSchemas {
    private final JsonNode document;

    private PublishedSchemas(JsonNode document) {
        this.document = document;
    }

    public static PublishedSchemas of(JsonNode document) {
        return new PublishedSchemas(document);
    }

    /**
     * Holds the answer of a method against what is published of it.
     *
     * @throws AssertionError if it does not fit
     */
    public void fitsResult(String method, JsonNode value) {
        for (JsonNode described : document.get("methods")) {
            if (described.get("name").textValue().equals(method)) {
                fits(described.at("/result/schema"), value);
                return;
            }
        }
        throw new AssertionError("no method " + method);
    }

    /**
     * Holds a value against a schema.
     *
     * @throws AssertionError if it does not fit
     */
    public void fits(JsonNode schema, JsonNode value) {
        List<String> problems = problems(schema, value, "value");
        if (!problems.isEmpty()) {
            throw new AssertionError(problems + " in " + value);
        }
    }

    private List<String> problems(JsonNode schema, JsonNode value, String where) {
        if (schema.has("$ref")) {
            return problems(document.at(schema.get("$ref").textValue().substring(1)), value, where);
        }
        if (schema.has("anyOf")) {
            for (JsonNode choice : schema.get("anyOf")) {
                if (problems(choice, value, where).isEmpty()) {
                    return List.of();
                }
            }
            return List.of(where + " fits none of " + schema.get("anyOf"));
        }
        return switch (schema.get("type").textValue()) {
            case "object" -> ofObject(schema, value, where);
            case "array" -> ofArray(schema, value, where);
            case "integer" -> where(value.isIntegralNumber(), where, schema);
            case "boolean" -> where(value.isBoolean(), where, schema);
            case "null" -> where(value.isNull(), where, schema);
            default -> where(value.isTextual() && isListed(schema, value), where, schema);
        };
    }

    private static boolean isListed(JsonNode schema, JsonNode value) {
        List<JsonNode> listed = new ArrayList<>();
        schema.path("enum").forEach(listed::add);
        return listed.isEmpty() || listed.contains(value);
    }

    private static List<String> where(boolean fits, String where, JsonNode schema) {
        return fits ? List.of() : List.of(where + " is not " + schema);
    }

    private List<String> ofArray(JsonNode schema, JsonNode value, String where) {
        List<String> problems = new ArrayList<>(where(value.isArray(), where, schema));
        value.forEach(element -> problems.addAll(problems(schema.get("items"), element, where + "[]")));
        return problems;
    }

    private List<String> ofObject(JsonNode schema, JsonNode value, String where) {
        List<String> problems = new ArrayList<>(where(value.isObject(), where, schema));
        for (JsonNode required : schema.get("required")) {
            if (!value.has(required.textValue())) {
                problems.add(where + " has no " + required.textValue());
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode declared = schema.get("properties").get(field.getKey());
            if (declared == null) {
                problems.add(where + " has an undeclared " + field.getKey());
            } else {
                problems.addAll(problems(declared, field.getValue(), where + "." + field.getKey()));
            }
        }
        return problems;
    }
}
