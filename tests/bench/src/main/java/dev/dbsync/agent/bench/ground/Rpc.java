package dev.dbsync.agent.bench.ground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Calls an agent over loopback HTTP, on a connection that is kept from call to call.
 *
 * <p>The JDK's older client does so in the caller's thread. The newer one hands each call from thread to thread, which would
 * be a good part of what is measured here.
 */
public final class Rpc {
    /** The token of an operator, whose hash each measured agent has. */
    static final String TOKEN = "bench-operator";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;

    /** For the agent, or what stands in its place, on a port of loopback. */
    public Rpc(int port) {
        this.server = URI.create("http://127.0.0.1:" + port);
    }

    /** The body of a call. */
    public static String request(String method, Map<String, ?> parameters) {
        return JSON.valueToTree(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters))
                .toString();
    }

    /** What a method answers; fails if that is an error. */
    public JsonNode call(String method, Map<String, ?> parameters) throws IOException {
        JsonNode answer = JSON.readTree(post(request(method, parameters)));
        if (!answer.has("result")) {
            throw new IOException("%s was refused: %s".formatted(method, answer));
        }
        return answer.get("result");
    }

    /** What is answered to a body, unread. */
    public byte[] post(String body) throws IOException {
        HttpURLConnection connection = open("/rpc");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        connection.setFixedLengthStreamingMode(bytes.length);
        try (OutputStream request = connection.getOutputStream()) {
            request.write(bytes);
        }
        try (InputStream answer = connection.getInputStream()) {
            return answer.readAllBytes();
        }
    }

    /** Whether it listens, and says that it is ready. */
    public boolean ready() throws IOException {
        HttpURLConnection connection = open("/readyz");
        try {
            boolean ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            if (ready) {
                connection.getInputStream().readAllBytes();
            }
            return ready;
        } catch (SocketException notYet) {
            return false;
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) server.resolve(path).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + TOKEN);
        return connection;
    }
}
