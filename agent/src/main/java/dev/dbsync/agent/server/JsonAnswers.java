package dev.dbsync.agent.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes the server's answers, all of which are JSON. */
final class JsonAnswers {
    private static final String RETRY_SECONDS = "5";

    private JsonAnswers() {}

    static void send(Response response, int status, byte[] json, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
        response.write(true, ByteBuffer.wrap(json), callback);
    }

    /**
     * Answers with an error, of which the audit takes note.
     *
     * @param message of our own words: it is not escaped
     */
    static void sendError(Response response, int status, String message, Callback callback) {
        sendError(response, status, Refusal.of(status), message, callback);
    }

    /** The agent can do nothing for whoever asks, for a while. */
    static void sendUnavailable(Response response, Refusal reason, Callback callback) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        String message = reason == Refusal.DRAINING
                ? "The agent is stopping; ask again when it has restarted."
                : "Too many calls are running; ask again later.";
        sendError(response, HttpStatus.SERVICE_UNAVAILABLE_503, reason, message, callback);
    }

    private static void sendError(Response response, int status, Refusal reason, String message, Callback callback) {
        Request request = response.getRequest();
        Audit.of(request).refused(request, status, message);
        // No cache may keep the word of an agent that drains or is misconfigured just now.
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        send(response, status, error(request, reason, message), callback);
    }

    private static byte[] error(Request request, Refusal reason, String message) {
        // Callers of methods know the errors of methods only.
        return PostedToRoot.isCall(request)
                ? calls(request).refusal(reason, message)
                : ("{\"error\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static RequestHandler calls(Request request) {
        return Objects.requireNonNull(
                request.getConnectionMetaData().getConnector().getServer().getBean(RequestHandler.class));
    }
}
