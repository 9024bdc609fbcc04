package dev.dbsync.agent.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks an agent over HTTP, one connection for each question.
 *
 * <p>Written out here for the sake of a command's start: Jetty's client costs six tenths of a second and 48 MiB before its
 * first request, which is most of what a whole {@code status} may take, and the JDK's knows no Unix sockets.
 */
final class AgentHttp {
    private final AgentAddress address;

    AgentHttp(AgentAddress address) {
        this.address = address;
    }

    AgentAddress address() {
        return address;
    }

    /**
     * Sends a GET request.
     *
     * @param limit from the connection to the answer's end
     */
    HttpAnswer get(String path, Duration limit) throws IOException {
        return exchange(head("GET " + path), new byte[0], limit);
    }

    /**
     * Posts JSON.
     *
     * @param limit from the connection to the answer's end
     */
    HttpAnswer post(String path, byte[] json, Duration limit) throws IOException {
        String head =
                head("POST " + path) + "Content-Type: application/json\r\nContent-Length: " + json.length + "\r\n";
        return exchange(head, json, limit);
    }

    private String head(String request) {
        return request + " HTTP/1.1\r\nHost: " + address.host()
                + "\r\nAccept: application/json\r\nConnection: close\r\n";
    }

    private HttpAnswer exchange(String head, byte[] body, Duration limit) throws IOException {
        try (TimedChannel channel = TimedChannel.connect(address, limit)) {
            channel.write(ByteBuffer.wrap((head + "\r\n").getBytes(StandardCharsets.US_ASCII)));
            channel.write(ByteBuffer.wrap(body));
            return new HttpAnswerReader(channel.input()).read();
        }
    }
}
