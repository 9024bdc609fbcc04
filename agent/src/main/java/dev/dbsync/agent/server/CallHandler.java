package dev.dbsync.agent.server;

import dev.dbsync.agent.access.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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
    /** Bytes of a body that is read in no time. */
    private static final int SMALL = 1024;

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
        if (room.isClosed()) {
            WorkRoom.sendStopping(response, callback);
        } else if (!isJson(request)) {
            JsonAnswers.sendError(
                    response,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                    "The body must be application/json, in UTF-8 and not compressed.",
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
        return base.equalsIgnoreCase("application/json")
                && parameters.getOrDefault("charset", "utf-8").equalsIgnoreCase("utf-8");
    }

    private void admit(byte @Nullable [] body, @Nullable Throwable failure, Response response, Callback callback) {
        if (failure instanceof BodyReader.TooLarge) {
            sendTooLarge(response, callback);
        } else if (failure instanceof BodyReader.NoRoom) {
            WorkRoom.sendBusy(response, callback);
        } else if (failure instanceof TimeoutException) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            JsonAnswers.sendError(response, HttpStatus.REQUEST_TIMEOUT_408, "The body did not arrive.", callback);
        } else if (failure != null || body == null) {
            callback.failed(failure);
        } else if (body.length > SMALL) {
            carryOut(() -> calls.read(body), body, response, callback);
        } else {
            PostedCall call = calls.read(body);
            if (!answerAtHand(call, body, response, callback)) {
                carryOut(() -> call, body, response, callback);
            }
        }
    }

    private void carryOut(Supplier<PostedCall> call, byte[] body, Response response, Callback callback) {
        room.enter(() -> answer(call.get(), response.getRequest()), () -> budget.give(body.length), response, callback);
    }

    /** What is known already takes no place in the room, and no thread. */
    private boolean answerAtHand(PostedCall call, byte[] body, Response response, Callback callback) {
        Request request = response.getRequest();
        Optional<byte[]> answer =
                Audit.caller(request).role().covers(call.requiredRole()) ? call.atHand() : Optional.empty();
        if (answer.isEmpty()) {
            return false;
        }
        budget.give(body.length);
        WorkRoom.answered(request);
        send(answer, response, callback);
        return true;
    }

    private WorkRoom.Sending answer(PostedCall call, Request request) {
        Role role = Audit.caller(request).role();
        if (!role.covers(call.requiredRole())) {
            String message = String.join(", ", call.methods()) + " needs the role "
                    + call.requiredRole().label() + ", and this caller is a " + role.label() + ".";
            return (response, callback) -> JsonAnswers.sendError(response, HttpStatus.FORBIDDEN_403, message, callback);
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
