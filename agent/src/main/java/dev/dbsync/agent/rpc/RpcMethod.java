package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.vocabulary.Description;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A method as an interface declares it; the one reading of its annotations, for calls and for the OpenRPC document. */
record RpcMethod(
        String name,
        List<RpcParameter> parameters,
        Type result,
        Role role,
        String description,
        List<ProblemType> refusals) {

    RpcMethod {
        parameters = List.copyOf(parameters);
        refusals = List.copyOf(refusals);
    }

    /**
     * All methods of an interface, by name.
     *
     * @throws IllegalArgumentException if one lacks an annotation that it needs
     */
    static List<RpcMethod> of(Class<?> api) {
        return Arrays.stream(api.getMethods())
                .map(RpcMethod::of)
                .sorted(Comparator.comparing(RpcMethod::name))
                .toList();
    }

    private static RpcMethod of(Method method) {
        JsonRpcMethod name = method.getAnnotation(JsonRpcMethod.class);
        // Without "required", the Java method's name would be callable too.
        if (name == null || !name.required()) {
            throw new IllegalArgumentException(method + " has no @JsonRpcMethod with required = true");
        }
        return new RpcMethod(
                name.value(),
                Arrays.stream(method.getParameters()).map(RpcParameter::of).toList(),
                method.getGenericReturnType(),
                roleOf(method),
                Optional.ofNullable(method.getAnnotation(Description.class))
                        .map(Description::value)
                        .orElse(""),
                Optional.ofNullable(method.getAnnotation(Refuses.class))
                        .map(refuses -> List.of(refuses.value()))
                        .orElse(List.of()));
    }

    private static Role roleOf(Method method) {
        RequiresRole role = method.getAnnotation(RequiresRole.class);
        if (role == null) {
            throw new IllegalArgumentException(method + " has no @RequiresRole");
        }
        return role.value();
    }

    /** What is given for the method's parameters, and nothing else that a client may have sent, as one line of JSON. */
    String declaredIn(@Nullable JsonNode given) {
        if (!(given instanceof ObjectNode object)) {
            return Quoted.longJson(given == null ? JsonNodeFactory.instance.objectNode() : given);
        }
        List<String> declared = parameters.stream().map(RpcParameter::name).toList();
        return Quoted.longJson(object.deepCopy().retain(declared));
    }

    /** The method and its parameters in words, for messages. */
    String usage() {
        if (parameters.isEmpty()) {
            return name + " takes no parameters";
        }
        return name + " takes " + parameters.stream().map(RpcParameter::name).collect(Collectors.joining(", "));
    }
}
