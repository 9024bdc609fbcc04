package dev.dbsync.agent.supervision;

import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** The socket that systemd names in {@code NOTIFY_SOCKET}: a path, or a name in the abstract namespace behind an {@code @}. */
record NotifySocket(String name) implements Notifications {

    NotifySocket {
        if (!name.startsWith("/") && !name.startsWith("@")) {
            throw new IllegalArgumentException("the socket " + name + " begins neither with / nor with @");
        }
    }

    @Override
    public void send(String assignments) throws IOException {
        byte[] message = assignments.getBytes(StandardCharsets.UTF_8);
        try (AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance()) {
            socket.connect(address());
            socket.send(new DatagramPacket(message, message.length));
        }
    }

    private AFUNIXSocketAddress address() throws IOException {
        return name.startsWith("@")
                ? AFUNIXSocketAddress.inAbstractNamespace(name.substring(1))
                : AFUNIXSocketAddress.of(Path.of(name));
    }
}
