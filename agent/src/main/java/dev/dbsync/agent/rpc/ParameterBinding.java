package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dbsync.agent.state.ErrorData;
import dev.dbsync.agent.state.ProblemType;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits the {@code params} of a request to a method: by name, or in the declared order. What comes out names every
 * parameter of the method, those that were not given as null.
 */
final class ParameterBinding {
    private final RpcMethod method;

    ParameterBinding(RpcMethod method) {
        this.method = method;
    }

    /**
     * Fits them.
     *
     * @param given an object, an array, or null for none
     * @throws RpcException that says which parameter does not fit, and why
     */
    ObjectNode bind(@Nullable JsonNode given) {
        ObjectNode named = named(given);
        ObjectNode bound = JsonNodeFactory.instance.objectNode();
        for (RpcParameter parameter : method.parameters()) {
            bound.set(parameter.name(), value(parameter, named.get(parameter.name())));
        }
        return bound;
    }

    private ObjectNode named(@Nullable JsonNode given) {
        if (given == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        return given instanceof ObjectNode object ? onlyKnown(object) : byPosition(given);
    }

    private ObjectNode onlyKnown(ObjectNode given) {
        List<String> known =
                method.parameters().stream().map(RpcParameter::name).toList();
        Iterator<String> names = given.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!known.contains(name)) {
                throw invalid("There is no parameter " + Quoted.text(name) + "; " + method.usage() + ".");
            }
        }
        return given;
    }

    private ObjectNode byPosition(JsonNode given) {
        List<RpcParameter> declared = method.parameters();
        if (given.size() > declared.size()) {
            throw invalid("There are " + given.size() + " parameters, which is too many; " + method.usage() + ".");
        }
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        for (int position = 0; position < given.size(); position++) {
            named.set(declared.get(position).name(), given.get(position));
        }
        return named;
    }

    private JsonNode value(RpcParameter parameter, @Nullable JsonNode given) {
        if (given == null && parameter.required()) {
            throw invalid("The parameter " + Quoted.text(parameter.name()) + " is missing.");
        }
        if (given == null || (given.isNull() && !parameter.required())) {
            return JsonNodeFactory.instance.nullNode();
        }
        return parameter.type().accept(given).orElseThrow(() -> mismatch(parameter, given));
    }

    private RpcException mismatch(RpcParameter parameter, JsonNode seen) {
        return invalid("The parameter " + Quoted.text(parameter.name()) + " must be "
                + parameter.type().expected() + ", but is " + Quoted.json(seen) + ".");
    }

    private RpcException invalid(String message) {
        ErrorData data = ErrorData.of(ProblemType.INVALID_PARAMS)
                .withRemedy("See the method " + method.name() + " in the answer to rpc.discover.");
        return new RpcException(ProblemType.INVALID_PARAMS, message, data);
    }
}
