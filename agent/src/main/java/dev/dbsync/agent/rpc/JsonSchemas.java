package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON schemas of the types that methods take and answer. Records and enums are collected by name, and referred to.
 * Not for several threads.
 */
final class JsonSchemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<Type, String> PLAIN = Map.of(
            String.class, "string",
            boolean.class, "boolean",
            Boolean.class, "boolean",
            int.class, "integer",
            Integer.class, "integer",
            long.class, "integer",
            Long.class, "integer");

    private final Map<String, ObjectNode> named = new TreeMap<>();

    /** The named schemas that were referred to so far. */
    ObjectNode named() {
        return JSON.objectNode().setAll(named);
    }

    /**
     * The schema of a type.
     *
     * @throws IllegalArgumentException if it is none that a method may take or answer
     */
    ObjectNode of(Type type) {
        ObjectNode schema = JSON.objectNode();
        if (PLAIN.containsKey(type)) {
            return schema.put("type", PLAIN.get(type));
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return schema.put("type", "array").set("items", of(list.getActualTypeArguments()[0]));
        }
        if (type == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        }
        if (type == JsonNode.class) {
            return schema.put("type", "object");
        }
        return type == void.class ? schema.put("type", "null") : reference((Class<?>) type);
    }

    private ObjectNode reference(Class<?> type) {
        String name = type.getSimpleName();
        if (!named.containsKey(name)) {
            // Present before its fields are looked at, which may refer back to it.
            ObjectNode schema = JSON.objectNode();
            named.put(name, schema);
            describe(type, schema);
        }
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private void describe(Class<?> type, ObjectNode schema) {
        Description description = type.getAnnotation(Description.class);
        if (description != null) {
            schema.put("description", description.value());
        }
        if (type.isRecord()) {
            describeRecord(type, schema);
        } else if (type.isEnum()) {
            describeEnum(type, schema);
        } else {
            throw new IllegalArgumentException("there is no schema for " + type);
        }
    }

    private void describeRecord(Class<?> type, ObjectNode schema) {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            properties.set(component.getName(), property(component));
            required.add(component.getName());
        }
    }

    private ObjectNode property(RecordComponent component) {
        ObjectNode schema = of(component.getGenericType());
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            schema = orNull(schema);
        }
        Description description = component.getAnnotation(Description.class);
        return description == null ? schema : schema.put("description", description.value());
    }

    private static ObjectNode orNull(ObjectNode schema) {
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    private static void describeEnum(Class<?> type, ObjectNode schema) {
        schema.put("type", "string");
        ArrayNode values = schema.putArray("enum");
        for (Field field : type.getFields()) {
            JsonProperty label = field.getAnnotation(JsonProperty.class);
            if (label != null) {
                values.add(label.value());
            }
        }
    }
}
