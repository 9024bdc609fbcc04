package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dbsync.agent.vocabulary.Description;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
        String name = name(type);
        if (!named.containsKey(name)) {
            // Present before its fields are looked at, which may refer back to it.
            ObjectNode schema = JSON.objectNode();
            named.put(name, schema);
            describe(type, schema);
        }
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static String name(Class<?> type) {
        Description description = type.getAnnotation(Description.class);
        return description == null || description.name().isEmpty() ? type.getSimpleName() : description.name();
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
        schema.putObject("properties");
        schema.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            add(component.getName(), component.getGenericType(), component.getAnnotatedType(), component, schema);
        }
        JsonFormat.derived(type)
                .forEach(method -> add(
                        method.getName(),
                        method.getGenericReturnType(),
                        method.getAnnotatedReturnType(),
                        method,
                        schema));
    }

    private void add(String name, Type type, AnnotatedElement nullable, AnnotatedElement described, ObjectNode schema) {
        ObjectNode property = nullable.isAnnotationPresent(Nullable.class) ? orNull(of(type)) : of(type);
        Description description = described.getAnnotation(Description.class);
        String field = description == null || description.name().isEmpty() ? name : description.name();
        schema.withObject("properties")
                .set(field, description == null ? property : property.put("description", description.value()));
        schema.withArray("required").add(field);
    }

    private static ObjectNode orNull(ObjectNode schema) {
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    private static void describeEnum(Class<?> type, ObjectNode schema) {
        schema.put("type", "string");
        ArrayNode values = schema.putArray("enum");
        for (Object constant : type.getEnumConstants()) {
            values.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
        }
    }
}
