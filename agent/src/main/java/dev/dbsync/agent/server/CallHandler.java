package dev.dbsync.agent.server;

import dev.dbsync.agent.access.Role;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /rpc}: reads the body on Jetty's threads, which never block; then, in the work room, holds the caller's role
 * against what the body asks for, and carries it out.
 */
final class CallHandler extends Handler.Abstract.NonBlocking {
    /** The last two are what JSON-RPC over HTTP once proposed, and what stock clients send. */
    private static final Set<String> TYPES =
            Set.of("application/json", "application/json-rpc", "application/jsonrequest");

    private final RequestHandler calls;
    private final WorkRoom room;
    private final ServerLimits limits;
    private final BodyBudget budget;

    CallHandler(RequestHandler calls, WorkRoom room, ServerLimits limits) {
        this.calls = calls;
        this.room = room;
        this.limits = limits;
        this.budget = new BodyBudget(limits.allBodiesBytes());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!room.stage().takesCalls()) {
            JsonAnswers.sendUnavailable(response, Refusal.DRAINING, callback);
        } else if (!isJson(request)) {
            JsonAnswers.sendError(
                    response,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                    "The body must be application/json (or json-rpc, or jsonrequest), in UTF-8 and not compressed.",
                    callback);
        } else {
            // Silence is the client's right while it waits for us. Where we wait for it, Jetty does not ask.
            request.addIdleTimeoutListener(timeout -> false);
            var unused = BodyReader.read(request, limits.bodyBytes(), budget)
                    .whenComplete((body, failure) -> admit(body, failure, response, callback));
        }
        return true;
    }

    private static boolean isJson(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
            return false;
        }
        Map<String, String> parameters = new HashMap<>();
        String base = HttpField.getValueParameters(type, parameters);
        return TYPES.contains(base.toLowerCase(Locale.ROOT))
                && parameters.getOrDefault("charset", "utf-8").equalsIgnoreCase("utf-8");
    }

    private void admit(byte @Nullable [] body, @Nullable Throwable failure, Response response, Callback callback) {
        if (failure instanceof BodyReader.TooLarge) {
            sendTooLarge(response, callback);
        } else if (failure instanceof BodyReader.NoRoom) {
            JsonAnswers.sendUnavailable(response, Refusal.BUSY, callback);
        } else if (failure instanceof TimeoutException) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            JsonAnswers.sendError(response, HttpStatus.REQUEST_TIMEOUT_408, "The body did not arrive.", callback);
        } else if (failure != null || body == null) {
            callback.failed(failure);
        } else {
            room.enter(
                    () -> answer(calls.read(body), response.getRequest()),
                    () -> budget.give(body.length),
                    response,
                    callback);
        }
    }

    private WorkRoom.Sending answer(PostedCall call, Request request) {
        Role role = Audit.caller(request).role();
        if (!role.covers(call.requiredRole())) {
            String message = String.join(", ", call.methods()) + " needs the role "
                    + call.requiredRole().label() + ", and this caller is a " + role.label() + ".";
            return (response, callback) -> JsonAnswers.sendError(response, HttpStatus.FORBIDDEN_403, message, callback);
        }
        if (call.beginsWork() && !room.stage().takesWork()) {
            return (response, callback) -> JsonAnswers.sendUnavailable(response, Refusal.DRAINING, callback);
        }
        call.auditedCalls().forEach(line -> Audit.of(request).granted(request, line));
        Optional<byte[]> answer = call.answer();
        return (response, callback) -> send(answer, response, callback);
    }

    private static void send(Optional<byte[]> json, Response response, Callback callback) {
        if (json.isPresent()) {
            JsonAnswers.send(response, HttpStatus.OK_200, json.get(), callback);
        } else {
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
        }
    }

    private void sendTooLarge(Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        String message = "The body may have " + limits.bodyBytes() + " bytes.";
        JsonAnswers.sendError(response, HttpStatus.PAYLOAD_TOO_LARGE_413, message, callback);
    }
}
