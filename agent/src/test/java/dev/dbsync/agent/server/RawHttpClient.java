package dev.dbsync.agent.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** A small HTTP client that sends just the bytes that it is given, to a Unix socket or a loopback port. */
public record RawHttpClient(SocketAddress address) {

    /** What came back. */
    public record Answer(int status, String head, String body) {
        public boolean hasHeader(String name, String value) {
            return head.toLowerCase(Locale.ROOT)
                    .contains("\r\n" + name.toLowerCase(Locale.ROOT) + ": " + value.toLowerCase(Locale.ROOT) + "\r\n");
        }
    }

    public static RawHttpClient unix(Path socket) {
        return new RawHttpClient(UnixDomainSocketAddress.of(socket));
    }

    public static RawHttpClient http(int port) {
        return new RawHttpClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public Answer post(String body) throws IOException {
        return request("POST /rpc", body, "Content-Type: application/json", "Host: localhost");
    }

    /** Sends a request with a body of known length. */
    public Answer request(String methodAndPath, String body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(methodAndPath + " HTTP/1.1\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return raw(head + "Content-Length: " + bytes.length + "\r\n\r\n" + body);
    }

    /** Sends whatever it is given, and reads until the server closes. */
    public Answer raw(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return parse(readAll(channel));
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(65536);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static Answer parse(String response) throws IOException {
        int end = response.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no HTTP response: \"" + response + "\"");
        }
        String head = response.substring(0, end + 2);
        return new Answer(Integer.parseInt(head.split(" ", 3)[1]), head, response.substring(end + 4));
    }
}
