package dev.dbsync.agent;

import dev.dbsync.agent.tls.ClientContext;
import dev.dbsync.agent.tls.PemException;
import dev.dbsync.agent.tls.TlsMaterial;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A client that comes to one listener, as another host each time where there are hosts: the whole of 127.0.0.0/8 is here.
 *
 * @param unix the socket, or null for a port
 * @param secure what it speaks TLS with, or null
 */
record ListenerClient(@Nullable Path unix, int port, @Nullable TlsMaterial secure, @Nullable String token) {

    record Answer(int status, String head, String body) {}

    static ListenerClient unix(Path path) {
        return new ListenerClient(path, 0, null, null);
    }

    static ListenerClient http(int port) {
        return new ListenerClient(null, port, null, null);
    }

    static ListenerClient https(int port, TlsMaterial secure) {
        return new ListenerClient(null, port, secure, null);
    }

    static TlsMaterial material(@Nullable Path certificate, @Nullable Path key, Path authority) {
        try {
            return TlsMaterial.of(certificate, key, authority);
        } catch (PemException unusable) {
            throw new IllegalArgumentException(unusable);
        }
    }

    ListenerClient with(String shown) {
        return new ListenerClient(unix, port, secure, shown);
    }

    Answer get(String path) throws IOException {
        return exchange("GET " + path + " HTTP/1.1\r\n" + headers() + "\r\n");
    }

    Answer rpc(String method, String parameters) throws IOException {
        return post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + parameters + "}");
    }

    Answer post(String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return exchange("POST /rpc HTTP/1.1\r\n" + headers() + "Content-Type: application/json\r\nContent-Length: "
                + length + "\r\n\r\n" + body);
    }

    private String headers() {
        return "Host: localhost\r\nConnection: close\r\n"
                + (token == null ? "" : "Authorization: Bearer " + token + "\r\n");
    }

    /** Sends just this, and reads to the end. */
    Answer exchange(String request) throws IOException {
        return unix == null ? overTcp(request) : overUnix(unix, request);
    }

    private static Answer overUnix(Path path, String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return read(Channels.newInputStream(channel));
        }
    }

    private Answer overTcp(String request) throws IOException {
        try (Socket wire = connect()) {
            OutputStream output = wire.getOutputStream();
            output.write(request.getBytes(StandardCharsets.UTF_8));
            output.flush();
            return read(wire.getInputStream());
        }
    }

    Socket connect() throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] source = {127, (byte) random.nextInt(1, 250), (byte) random.nextInt(250), (byte) random.nextInt(1, 250)};
        Socket wire = new Socket();
        wire.bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
        wire.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        wire.setSoTimeout(60_000);
        if (secure == null) {
            return wire;
        }
        SSLSocket socket =
                (SSLSocket) ClientContext.of(secure).getSocketFactory().createSocket(wire, "127.0.0.1", port, true);
        socket.startHandshake();
        return socket;
    }

    private static Answer read(InputStream input) throws IOException {
        String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer: " + text);
        }
        return new Answer(Integer.parseInt(text.split(" ", 3)[1]), text.substring(0, end + 2), text.substring(end + 4));
    }
}
