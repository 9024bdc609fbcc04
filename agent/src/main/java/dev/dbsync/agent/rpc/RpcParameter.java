package dev.dbsync.agent.rpc;

import com.googlecode.jsonrpc4j.JsonRpcParam;
import dev.dbsync.agent.vocabulary.Description;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as an interface declares it.
 *
 * @param minimum the least whole number, {@link Long#MIN_VALUE} for no bound
 * @param maximum the greatest whole number, {@link Long#MAX_VALUE} for no bound
 * @param defaultJson the default as JSON text
 */
record RpcParameter(
        String name,
        Type javaType,
        ParameterType type,
        boolean required,
        String description,
        long minimum,
        long maximum,
        Optional<String> defaultJson) {

    /**
     * Reads a declaration.
     *
     * @throws IllegalArgumentException if it has no name or an unsupported type
     */
    static RpcParameter of(Parameter parameter) {
        JsonRpcParam name = parameter.getAnnotation(JsonRpcParam.class);
        if (name == null) {
            throw new IllegalArgumentException(parameter + " has no @JsonRpcParam");
        }
        Type javaType = parameter.getParameterizedType();
        long minimum = Optional.ofNullable(parameter.getAnnotation(AtLeast.class))
                .map(AtLeast::value)
                .orElse(Long.MIN_VALUE);
        long maximum = Optional.ofNullable(parameter.getAnnotation(AtMost.class))
                .map(AtMost::value)
                .orElse(Long.MAX_VALUE);
        return new RpcParameter(
                name.value(),
                javaType,
                ParameterType.of(javaType, minimum, maximum),
                !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class),
                descriptionOf(parameter),
                minimum,
                maximum,
                Optional.ofNullable(parameter.getAnnotation(DefaultsTo.class)).map(DefaultsTo::value));
    }

    private static String descriptionOf(Parameter parameter) {
        return Optional.ofNullable(parameter.getAnnotation(Description.class))
                .map(Description::value)
                .orElse("");
    }
}
