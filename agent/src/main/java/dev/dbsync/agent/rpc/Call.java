package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.dbsync.agent.state.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * One well-formed request object.
 *
 * @param params an object or an array; null if there are none
 * @param id as the client wrote it; null for a notification, which an id of JSON's null is not
 */
record Call(String method, @Nullable JsonNode params, @Nullable JsonNode id) {

    /**
     * Reads an entry of a batch, or the only one.
     *
     * @throws RpcException if it is not a request
     */
    static Call of(JsonNode entry) {
        require(entry.isObject(), "A request must be an object", entry);
        JsonNode version = entry.path("jsonrpc");
        require(version.isTextual() && version.textValue().equals("2.0"), "\"jsonrpc\" must be \"2.0\"", version);
        JsonNode method = entry.path("method");
        require(method.isTextual(), "\"method\" must be a string", method);
        JsonNode params = entry.get("params");
        require(params == null || params.isContainerNode(), "\"params\" must be an object or an array", params);
        JsonNode id = entry.get("id");
        require(id == null || isId(id), "\"id\" must be a string, a number or null", id);
        return new Call(method.textValue(), params, id);
    }

    private static void require(boolean fits, String rule, @Nullable JsonNode seen) {
        if (fits) {
            return;
        }
        String found = seen == null || seen.isMissingNode() ? "missing" : Quoted.json(seen);
        throw new RpcException(ProblemType.INVALID_REQUEST, rule + ", but is " + found + ".");
    }

    /** The id to answer an entry under that need not be a request: its own if that can be told, else JSON's null. */
    static JsonNode idOf(JsonNode entry) {
        JsonNode id = entry.path("id");
        return isId(id) ? id : NullNode.getInstance();
    }

    private static boolean isId(JsonNode node) {
        return node.isTextual() || node.isNumber() || node.isNull();
    }
}
