package dev.dbsync.agent.cli;

import java.io.ByteArrayOutputStream;
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
    private final AgentCredentials credentials;

    AgentHttp(AgentAddress address, AgentCredentials credentials) {
        this.address = address;
        this.credentials = credentials;
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
        String authorization =
                credentials.token() == null ? "" : "Authorization: Bearer " + credentials.token() + "\r\n";
        return request + " HTTP/1.1\r\nHost: " + address.host()
                + "\r\nAccept: application/json\r\nConnection: close\r\n" + authorization;
    }

    private HttpAnswer exchange(String head, byte[] body, Duration limit) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return address.tls() ? encrypted(request.toByteArray(), limit) : plain(request.toByteArray(), limit);
    }

    private HttpAnswer plain(byte[] request, Duration limit) throws IOException {
        try (TimedChannel channel = TimedChannel.connect(address, limit)) {
            channel.write(ByteBuffer.wrap(request));
            return new HttpAnswerReader(channel.input()).read();
        }
    }

    private HttpAnswer encrypted(byte[] request, Duration limit) throws IOException {
        try (TlsConnection connection =
                new TlsConnection(address, credentials.tls().get(), limit)) {
            connection.write(request);
            return new HttpAnswerReader(connection.input()).read();
        }
    }
}
