package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dbsync.agent.vocabulary.Description;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    private final Set<String> methods;

    /**
     * Schemas of nothing so far.
     *
     * @param methods names of methods, which generators of clients make types of as well
     */
    JsonSchemas(Collection<String> methods) {
        this.methods = methods.stream().map(JsonSchemas::word).collect(Collectors.toUnmodifiableSet());
    }

    /** The named schemas that were referred to so far. */
    ObjectNode named() {
        return JSON.objectNode().setAll(named);
    }

    /**
     * The schema of a type.
     *
     * @param title what generators are to call it; one that has a name of its own keeps that
     * @throws IllegalArgumentException if it is none that a method may take or answer
     */
    ObjectNode of(Type type, String title) {
        if (!PLAIN.containsKey(type) && type instanceof Class<?> named && named != Instant.class) {
            return reference(named);
        }
        ObjectNode schema = JSON.objectNode().put("title", title);
        if (PLAIN.containsKey(type)) {
            return schema.put("type", PLAIN.get(type));
        }
        if (type == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return schema.put("type", "array").set("items", of(list.getActualTypeArguments()[0], title + "Item"));
        }
        throw new IllegalArgumentException("there is no schema for " + type);
    }

    /** A title, or the next word of one: generators make names of types of it. */
    static String word(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /**
     * The schema of a type that may be null.
     *
     * @param schema of that which is not null
     */
    static ObjectNode orNull(ObjectNode schema, String title) {
        if (schema.has("title")) {
            schema.put("title", title + "Value");
        }
        ObjectNode either = JSON.objectNode().put("title", title);
        either.putArray("anyOf").add(schema).addObject().put("title", "Null").put("type", "null");
        return either;
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
        schema.put("title", methods.contains(name(type)) ? name(type) + "Object" : name(type));
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
        Description description = described.getAnnotation(Description.class);
        String field = description == null || description.name().isEmpty() ? name : description.name();
        String title = schema.get("title").textValue() + word(field);
        ObjectNode property = of(type, title);
        if (nullable.isAnnotationPresent(Nullable.class)) {
            property = orNull(property, title);
        }
        schema.withObject("properties")
                .set(field, description == null ? property : property.put("description", description.value()));
        schema.withArray("required").add(field);
    }

    private static void describeEnum(Class<?> type, ObjectNode schema) {
        schema.put("type", "string");
        ArrayNode values = schema.putArray("enum");
        for (Object constant : type.getEnumConstants()) {
            values.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
        }
    }
}
