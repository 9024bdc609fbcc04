package dev.dbsync.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.dbsync.agent.rpc.JsonFormat;
import dev.dbsync.agent.rpc.RpcException;
import dev.dbsync.agent.state.ErrorData;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;

/**
 * Makes sense of what answers where an agent should. Nothing of it is taken on trust: it may be older or newer than this
 * command, another program, or broken.
 */
final class AnswerReader {
    private static final int UNAVAILABLE = 503;

    private final String agent;

    /** A newer agent may add fields to what it answers; an older one lacks none that this command needs, or is refused. */
    private final ObjectMapper mapper = JsonFormat.newMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true);

    /**
     * @param agent how messages call it
     */
    AnswerReader(String agent) {
        this.agent = agent;
    }

    /**
     * The result in an answer.
     *
     * @throws RpcException if the agent refuses the request
     * @throws CommandFailedException if it is no answer to it
     */
    <T> T read(HttpAnswer answer, String method, int id, Class<T> type) {
        JsonNode body = json(answer);
        requireAnswered(answer.status(), body);
        if (!body.path("jsonrpc").asText().equals("2.0") || body.has("result") == body.has("error")) {
            throw failed("does not speak JSON-RPC 2.0; correct the address, it must lead to an agent");
        }
        if (body.has("error")) {
            throw refusal(body.get("error"), method);
        }
        if (body.path("id").asInt() != id) {
            throw failed("answers another question than was asked; something stands in between");
        }
        return result(body.get("result"), method, type);
    }

    private JsonNode json(HttpAnswer answer) {
        try {
            return mapper.readTree(answer.body());
        } catch (JsonProcessingException none) {
            return MissingNode.getInstance();
        }
    }

    private void requireAnswered(int status, JsonNode body) {
        if (status == 200 && body.isObject()) {
            return;
        }
        String said = body.at("/error/message").asText(body.path("error").asText());
        String reason = said.isEmpty() ? "" : ": " + said;
        if (status == UNAVAILABLE) {
            throw new AgentUnavailableException("the agent at " + agent + " takes no calls just now" + reason);
        }
        throw failed(
                switch (status) {
                    case 200 -> "is no agent, or its answer breaks off: there is no JSON in it; correct the address";
                    case 401 ->
                        "wants to know who asks (401" + reason + "); give --token-file, or a certificate that it knows";
                    case 403 ->
                        "refuses (403" + reason + "); show a token or a certificate with a role that may do this";
                    case 429 ->
                        "was shown too many bad tokens from this host (429" + reason + "); correct them, and wait";
                    case 301, 302, 303, 307, 308 -> "redirects elsewhere, where nothing is sent; name the agent itself";
                    default -> "refuses the question (HTTP status " + status + reason + "); see whether it is an agent";
                });
    }

    private RuntimeException refusal(JsonNode error, String method) {
        if (error.path("code").asInt() == ProblemType.METHOD_NOT_FOUND.code()) {
            return failed("does not know " + method + ": it is older than this command; upgrade it");
        }
        try {
            return new RpcException(complete(mapper.treeToValue(error, Problem.class)));
        } catch (JsonProcessingException | IllegalArgumentException foreign) {
            String message = error.path("message").asText("no reason given");
            return new RpcException(new Problem(
                    error.path("code").asInt(),
                    message.isBlank() ? "no reason given" : message,
                    new ErrorData("unknown", null, null, null, null)));
        }
    }

    private <T> T result(JsonNode result, String method, Class<T> type) {
        try {
            return complete(mapper.treeToValue(result, type));
        } catch (JsonProcessingException | IllegalArgumentException incomprehensible) {
            // Their messages name classes.
            throw failed("answers " + method + " in a way that this command does not understand: one of the two is"
                    + " older; upgrade that");
        }
    }

    private static <T> T complete(T answer) {
        Completeness.require(answer);
        return answer;
    }

    private CommandFailedException failed(String what) {
        return new CommandFailedException("the agent at " + agent + " " + what);
    }
}
