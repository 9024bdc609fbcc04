package dev.dbsync.agent.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /rpc}: reads the body on Jetty's threads, which never block, and runs the call on one of the call threads,
 * which may block for as long as a sync takes.
 */
final class CallHandler extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(CallHandler.class);
    private static final String RETRY_SECONDS = "5";

    private final RequestHandler calls;
    private final CallGate gate;
    private final Executor threads;
    private final ServerLimits limits;

    CallHandler(RequestHandler calls, CallGate gate, Executor threads, ServerLimits limits) {
        this.calls = calls;
        this.gate = gate;
        this.threads = threads;
        this.limits = limits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (gate.isClosed()) {
            sendUnavailable(response, "The agent is stopping; ask again when it has restarted.", callback);
        } else if (!isJson(request)) {
            JsonAnswers.sendError(
                    response,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                    "The body must be application/json, in UTF-8 and not compressed.",
                    callback);
        } else {
            // Silence is the client's right while it waits for us. Where we wait for it, Jetty does not ask.
            request.addIdleTimeoutListener(timeout -> false);
            var unused = BodyReader.read(request, limits.bodyBytes())
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
        } else if (failure instanceof TimeoutException) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            JsonAnswers.sendError(response, HttpStatus.REQUEST_TIMEOUT_408, "The body did not arrive.", callback);
        } else if (failure != null || body == null) {
            callback.failed(failure);
        } else {
            switch (gate.enter()) {
                case ADMITTED -> start(body, response, callback);
                case FULL -> sendUnavailable(response, "Too many calls are running; ask again later.", callback);
                case CLOSED ->
                    sendUnavailable(response, "The agent is stopping; ask again when it has restarted.", callback);
            }
        }
    }

    private void start(byte[] body, Response response, Callback callback) {
        threads.execute(() -> run(body, response, callback));
    }

    private void run(byte[] body, Response response, Callback callback) {
        // The place is given back when the answer is sent, not when it is known: a drain waits for that.
        Callback sent = Callback.from(callback, gate::leave);
        try {
            send(calls.handle(body), response, sent);
        } catch (RuntimeException | Error failure) {
            LOG.error("A call failed outside its handler", failure);
            JsonAnswers.sendError(response, HttpStatus.INTERNAL_SERVER_ERROR_500, "The agent failed.", sent);
        }
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

    private static void sendUnavailable(Response response, String message, Callback callback) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        JsonAnswers.sendError(response, HttpStatus.SERVICE_UNAVAILABLE_503, message, callback);
    }
}
