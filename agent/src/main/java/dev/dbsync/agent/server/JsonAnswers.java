package dev.dbsync.agent.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes the server's answers, all of which are JSON. */
final class JsonAnswers {
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
        Audit.of(response.getRequest()).refused(response.getRequest(), status, message);
        // No cache may keep the word of an agent that drains or is misconfigured just now.
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        send(response, status, error(message), callback);
    }

    static byte[] error(String message) {
        return ("{\"error\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
